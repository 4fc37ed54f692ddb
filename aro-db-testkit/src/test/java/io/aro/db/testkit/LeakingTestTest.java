package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeakingTestTest {

    @Test
    void failsForACursorThatIsNotClosedAndSaysWhereItWasOpened() {
        assertThat(Cases.failureOf(Cases.run(LeakCases.ForgottenCursor.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Close the resources of a test, in a try-with-resources statement. Left open:")
                .hasMessageContaining("A connection was not closed; the connection was opened at ")
                .hasMessageContaining("A statement was not closed: select ")
                .hasStackTraceContaining("LeakCases.java")
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(Fixture.KeptDatabase.class));
    }

    @Test
    void failsForATransactionThatIsNotEnded() {
        assertThat(Cases.failureOf(Cases.run(LeakCases.OpenTransaction.class)))
                .hasMessageContaining(
                        "A transaction was neither committed nor rolled back; its first statement: DELETE");
    }

    @Test
    void passesIfItMayLeak() {
        Cases.run(LeakCases.Allowed.class).testEvents().assertStatistics(tests -> tests.succeeded(1));
    }

    @Test
    void keepsItsOwnFailure() {
        assertThat(Cases.failureOf(Cases.run(LeakCases.FailingAnyway.class))).hasMessage("on purpose");
    }
}
