package io.aro.db.testkit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Carries the engine of an invocation down to its tests, in JUnit's store. */
final class SelectedEngine {

    private static final Namespace NAMESPACE = Namespace.create(SelectedEngine.class);

    private SelectedEngine() {}

    static Optional<Engine> of(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(Engine.class, Engine.class));
    }

    static void put(ExtensionContext context, Engine engine) {
        context.getStore(NAMESPACE).put(Engine.class, engine);
    }
}
