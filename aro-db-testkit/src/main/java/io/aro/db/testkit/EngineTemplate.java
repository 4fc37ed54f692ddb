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

/** Invokes what is marked {@link BothEngines} once per engine; a method in a class so marked only on the class's engine. */
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

    /** A method may be for other engines than the one that its class is run on just now. */
    @Override
    public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
        return named(context).findAny().isPresent();
    }

    /** The run may be for other engines than those of the class. */
    @Override
    public boolean mayReturnZeroClassTemplateInvocationContexts(ExtensionContext context) {
        return named(context).findAny().isPresent();
    }

    /** Returns the engine of the invocation that the test, or the class, belongs to. */
    static Optional<Engine> selected(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(Engine.class, Engine.class));
    }

    /** Carries the engine of an invocation down to its tests, in JUnit's store. */
    private static void select(ExtensionContext context, Engine engine) {
        context.getStore(NAMESPACE).put(Engine.class, engine);
    }

    /** Tells whether the test waits for an engine that one of several invocations will select. */
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
     * Is one run, on one engine.
     *
     * <p>JUnit prepares an invocation of a method after it has made the instance of its class, whose constructor may ask
     * for the engine already; so an extension of the invocation says it as well.
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

    /** Selects the engine before an instance is made for the invocation. */
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
