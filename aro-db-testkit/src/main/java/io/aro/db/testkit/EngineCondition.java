package io.aro.db.testkit;

import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension for tests whose database comes from {@link TestDatabase#of}, such as the tests of a framework.
 *
 * <p>Tests without their engine are skipped with a remedy in the reason; {@code -Daro.requirePostgres=true} makes them
 * fail. The summary at the end of the run counts the tests.
 */
public abstract class EngineCondition implements ExecutionCondition, BeforeEachCallback {

    /** Creates the extension. */
    protected EngineCondition() {}

    /** Returns the engine of a class and its tests; empty without a database. */
    protected abstract Optional<Engine> engine(Class<?> testClass);

    @Override
    public final ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return engineOf(context)
                .flatMap(engine -> DatabaseExtension.run(context).reasonToSkip(engine, TestDatabases.ofProcess()))
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled(null));
    }

    @Override
    public final void beforeEach(ExtensionContext context) {
        engineOf(context).ifPresent(engine -> DatabaseExtension.run(context).count(engine, TestDatabases.ofProcess()));
    }

    private Optional<Engine> engineOf(ExtensionContext context) {
        return context.getTestClass().flatMap(this::engine);
    }
}
