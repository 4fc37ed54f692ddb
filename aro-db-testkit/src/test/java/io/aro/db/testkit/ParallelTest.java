package io.aro.db.testkit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

class ParallelTest {

    @ParameterizedTest
    @ValueSource(
            classes = {ParallelCases.InMemory.class, ParallelCases.InSharedMemory.class, ParallelCases.InAFile.class})
    void testsOnSqliteRunSideBySide(Class<?> tests) {
        sideBySide(tests)
                .execute()
                .testEvents()
                .assertStatistics(results -> results.succeeded(ParallelCases.REPETITIONS));
    }

    @BothEngines(Engine.POSTGRES_18)
    void testsOnPostgresRunSideBySide(TestDatabase database) {
        sideBySide(ParallelCases.OnPostgres.class)
                .configurationParameter("aro.test.postgres.url.18", url(database))
                .execute()
                .testEvents()
                .assertStatistics(results -> results.succeeded(ParallelCases.REPETITIONS));
    }

    /** Returns the URL with credentials; the URL of a container already has parameters. */
    private static String url(TestDatabase database) {
        String url = database.jdbcUrl();
        return url + (url.contains("?") ? "&" : "?") + "user=" + database.user() + "&password=" + database.password();
    }

    private static EngineTestKit.Builder sideBySide(Class<?> tests) {
        return Cases.kit(tests)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
    }
}
