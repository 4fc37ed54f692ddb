package io.aro.db.testkit;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

    @Test
    void testsOnPostgresRunSideBySide() {
        EngineTestKit.Builder kit = sideBySide(ParallelCases.OnPostgres.class);
        Stream.of("aro.postgres.binaries.18", "aro.test.postgres.url", "aro.test.postgres.url.18")
                .forEach(name -> Optional.ofNullable(System.getProperty(name))
                        .ifPresent(value -> kit.configurationParameter(name, value)));

        kit.execute().testEvents().assertStatistics(results -> results.succeeded(ParallelCases.REPETITIONS));
    }

    private static EngineTestKit.Builder sideBySide(Class<?> tests) {
        return Cases.kit(tests)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
    }
}
