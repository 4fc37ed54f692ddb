package io.aro.db.testkit;

import java.lang.reflect.Parameter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Hands each test its database and its clock, and keeps the database of a test that fails. */
final class DatabaseExtension
        implements TestInstancePreConstructCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(DatabaseExtension.class);

    /** Lets constructors take what belongs to one test. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** Comes before the constructor's parameters, where skipping a test would count as failing it. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        if (context.getTestMethod().isPresent() && !EngineTemplate.awaitsEngine(context)) {
            fixture(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        fixture(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Fixture fixture = context.getStore(NAMESPACE).get(Fixture.class, Fixture.class);
        if (fixture != null) {
            context.getExecutionException()
                    .filter(failure -> !(failure instanceof TestAbortedException))
                    .ifPresent(fixture::keepFor);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Fixture.supports(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Parameter wanted = parameter.getParameter();
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("A " + wanted.getType().getSimpleName()
                    + " belongs to one test; take it in the test method, in @BeforeEach, or in the constructor of a"
                    + " class whose instances serve one test.");
        }
        return parameter.isAnnotated(Unmigrated.class)
                ? fixture(context).emptyDatabase()
                : fixture(context).resolve(wanted.getType());
    }

    /** Returns what the test has to itself, and opens it at the first call; skips the test if its engine is missing. */
    static Fixture fixture(ExtensionContext context) {
        return context.getStore(NAMESPACE).computeIfAbsent(Fixture.class, key -> open(context), Fixture.class);
    }

    private static Fixture open(ExtensionContext context) {
        Settings settings = Settings.with(context::getConfigurationParameter);
        TestRun run = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(TestRun.class, key -> new TestRun(settings), TestRun.class);
        return run.open(SelectedEngine.of(context).orElse(Engine.SQLITE), isInMemory(context));
    }

    private static boolean isInMemory(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), AroDatabaseTest.class, context.getEnclosingTestClasses())
                .map(AroDatabaseTest::inMemory)
                .orElse(false);
    }
}
