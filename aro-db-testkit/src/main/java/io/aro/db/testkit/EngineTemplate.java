package io.aro.db.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The JUnit provider of {@link BothEngines}: one invocation per engine.
 *
 * <p>A marked method of a marked class is invoked only on the current engine of the class.
 */
final class EngineTemplate implements ClassTemplateInvocationContextProvider, TestTemplateInvocationContextProvider {

    private static final Namespace NAMESPACE = Namespace.create(EngineTemplate.class);

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return isMarked(context);
    }

    @Override
    public Stream<Invocation> provideClassTemplateInvocationContexts(ExtensionContext context) {
        return invocations(context);
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return isMarked(context);
    }

    @Override
    public Stream<Invocation> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Optional<Engine> ofClass = selected(context);
        return invocations(context).filter(invocation -> ofClass.isEmpty() || ofClass.get() == invocation.engine());
    }

    /** Returns whether the method names engines; the current engine of its class may not be among them. */
    @Override
    public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
        return named(context).findAny().isPresent();
    }

    /** Returns whether the class names engines; the run may exclude all of them. */
    @Override
    public boolean mayReturnZeroClassTemplateInvocationContexts(ExtensionContext context) {
        return named(context).findAny().isPresent();
    }

    /** Returns the engine of the current invocation. */
    static Optional<Engine> selected(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(Engine.class, Engine.class));
    }

    /** Stores the engine of an invocation in JUnit's store, for the tests below. */
    private static void select(ExtensionContext context, Engine engine) {
        context.getStore(NAMESPACE).put(Engine.class, engine);
    }

    /** Returns whether the test is marked and still without a selected engine. */
    static boolean awaitsEngine(ExtensionContext context) {
        return isMarked(context) && selected(context).isEmpty();
    }

    private static boolean isMarked(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getElement(), BothEngines.class);
    }

    private static Stream<Invocation> invocations(ExtensionContext context) {
        TestRun run = DatabaseExtension.run(context);
        return named(context).filter(run::isFor).map(Invocation::new);
    }

    private static Stream<Engine> named(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), BothEngines.class).stream()
                .flatMap(annotation -> Arrays.stream(annotation.value()))
                .distinct();
    }

    /**
     * One invocation, on one engine.
     *
     * <p>JUnit prepares a method's invocation only after constructing the test instance, and the constructor may
     * already need the engine. An additional extension therefore selects the engine before construction.
     */
    record Invocation(Engine engine) implements ClassTemplateInvocationContext, TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return engine.displayName();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new BeforeConstruction(engine));
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            select(context, engine);
        }
    }

    /** The selection of the engine, before the test instance is constructed. */
    private record BeforeConstruction(Engine engine) implements TestInstancePreConstructCallback {

        @Override
        public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
            return ExtensionContextScope.TEST_METHOD;
        }

        @Override
        public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
            if (context.getTestMethod().isPresent()) {
                select(context, engine);
                DatabaseExtension.fixture(context);
            }
        }
    }
}
