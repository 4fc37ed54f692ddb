package io.aro.db.testkit;

import io.aro.db.testkit.internal.run.Settings;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
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
import org.opentest4j.TestAbortedException;

/** The JUnit extension: provides databases and clocks, detects leaks, and keeps the databases of failed tests. */
final class DatabaseExtension
        implements TestInstancePreConstructCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(DatabaseExtension.class);

    /** Gives constructors the scope of a test, for parameters of a single test. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /**
     * Opens the fixture before the constructor's parameters are resolved, because JUnit reports a skip during
     * resolution as a failure.
     */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        if (context.getTestMethod().isPresent() && !EngineTemplate.awaitsEngine(context)) {
            fixture(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        fixture(context);
        run(context).count(new Declaration(context).engine());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Declaration declaration = new Declaration(context);
        Fixture fixture = existing(declaration.owner(), declaration.engine());
        if (fixture == null) {
            return;
        }
        Throwable failure = context.getExecutionException().orElse(null);
        if (failure != null && !(failure instanceof TestAbortedException)) {
            keep(fixture, declaration, failure);
        } else if (!declaration.isShared()) {
            assertSound(fixture, declaration, failure == null);
        }
    }

    private static void keep(Fixture fixture, Declaration declaration, Throwable failure) {
        if (declaration.isShared()) {
            fixture.keepAtTheEnd();
        } else {
            fixture.keepFor(failure);
        }
    }

    /**
     * Runs the pending checks of a passed test, then looks for leaks. An aborted test may not have reached the state
     * its checks expect.
     */
    private static void assertSound(Fixture fixture, Declaration declaration, boolean hasPassed) {
        try {
            if (hasPassed) {
                fixture.makeChecks();
            } else {
                fixture.forgetChecks();
            }
            if (!declaration.mayLeak()) {
                fixture.assertNoLeaks();
            }
        } catch (AssertionError unsound) {
            fixture.keepFor(unsound);
            throw unsound;
        }
    }

    /** Checks the databases shared by a class, after its last test; concurrent tests may use them until then. */
    @Override
    public void afterAll(ExtensionContext context) {
        Declaration declaration = new Declaration(context);
        if (!declaration.isShared() || !declaration.owner().equals(context)) {
            return;
        }
        for (Engine engine : Engine.values()) {
            Fixture shared = existing(context, engine);
            if (shared != null && !shared.isToBeKept()) {
                shared.makeChecks();
            }
            if (shared != null && !declaration.mayLeak()) {
                shared.assertNoLeaks();
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Fixture.supports(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Parameter wanted = parameter.getParameter();
        requireOwner(wanted.getType().getSimpleName(), context);
        if (parameter.isAnnotated(Unmigrated.class)) {
            return fixture(context).emptyDatabase();
        }
        String name = parameter
                .findAnnotation(NamedDatabase.class)
                .map(NamedDatabase::value)
                .orElse("");
        return fixture(context).resolve(wanted.getType(), name);
    }

    private static void requireOwner(String wanted, ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return;
        }
        if (!new Declaration(context).isShared()) {
            throw new ParameterResolutionException("A " + wanted
                    + " belongs to one test; declare the parameter on the test method, on @BeforeEach, or on the"
                    + " constructor of a class with one instance per test, or share the database by"
                    + " @AroDatabaseTest(isolation = PER_CLASS).");
        }
        if (EngineTemplate.awaitsEngine(context)) {
            throw new ParameterResolutionException("A " + wanted
                    + " belongs to one engine, and @BeforeAll runs once for all of them; fill the databases in a static"
                    + " method marked @SeedDatabase.");
        }
    }

    /** Returns the databases of the test, created on first use; skips the test if its engine is missing. */
    static Fixture fixture(ExtensionContext context) {
        Declaration declaration = new Declaration(context);
        return declaration
                .owner()
                .getStore(NAMESPACE)
                .computeIfAbsent(declaration.engine(), key -> open(declaration), Fixture.class);
    }

    private static Fixture open(Declaration declaration) {
        Fixture fixture = run(declaration.context()).open(declaration.spec());
        try {
            DatabaseSeeder.fill(fixture, declaration.classes());
            return fixture;
        } catch (RuntimeException | Error e) {
            fixture.keepFor(e);
            fixture.close();
            throw e;
        }
    }

    private static @Nullable Fixture existing(ExtensionContext owner, Engine engine) {
        return owner.getStore(NAMESPACE).get(engine, Fixture.class);
    }

    /** Returns the state shared by the tests of this run, created on first use. */
    static TestRun run(ExtensionContext context) {
        Settings settings = Settings.with(context::getConfigurationParameter);
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(TestRun.class, key -> new TestRun(settings), TestRun.class);
    }
}
