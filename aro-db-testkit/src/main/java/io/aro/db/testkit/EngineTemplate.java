package io.aro.db.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Invokes what is marked {@link BothEngines} once per engine; a method in a class so marked takes the class's engine. */
final class EngineTemplate implements ClassTemplateInvocationContextProvider, TestTemplateInvocationContextProvider {

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
        return SelectedEngine.of(context)
                .map(engine -> Stream.of(new Invocation(engine)))
                .orElseGet(() -> invocations(context));
    }

    private static boolean isMarked(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getElement(), BothEngines.class);
    }

    private static Stream<Invocation> invocations(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), BothEngines.class).stream()
                .flatMap(annotation -> Arrays.stream(annotation.value()))
                .distinct()
                .map(Invocation::new);
    }

    /** Is one run, on one engine. */
    record Invocation(Engine engine) implements ClassTemplateInvocationContext, TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return engine.displayName();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of();
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            SelectedEngine.put(context, engine);
        }
    }
}
