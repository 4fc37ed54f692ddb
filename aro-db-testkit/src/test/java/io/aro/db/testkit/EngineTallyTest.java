package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

@ResourceLock(Resources.SYSTEM_OUT)
class EngineTallyTest {

    @Test
    void namesEachEngineThatRanWithItsVersionAndItsTests() {
        EngineTally tally = new EngineTally();
        tally.ran(Engine.POSTGRES_18, "PostgreSQL 18.6");
        tally.ran(Engine.SQLITE, "SQLite 3.53.4");
        tally.ran(Engine.SQLITE, "SQLite 3.53.4");

        assertThat(tally).hasToString("aro-db tests: SQLite 3.53.4 ran 2, PostgreSQL 18.6 ran 1, skipped 0");
    }

    @Test
    void givesEachReasonOnce() {
        EngineTally tally = new EngineTally();
        tally.without(Set.of(), "nothing");
        tally.without(Set.of(Engine.POSTGRES_15, Engine.SQLITE), "left out");
        tally.ran(Engine.POSTGRES_18, "PostgreSQL 18.6");
        tally.skipped(Engine.SQLITE, "left out");
        tally.skipped(Engine.SQLITE, "left out");
        tally.skipped(Engine.POSTGRES_18, "no server");

        assertThat(tally).hasToString("""
                aro-db tests: PostgreSQL 18.6 ran 1, skipped 3
                  without SQLite, PostgreSQL 15: left out
                  without PostgreSQL 18: no server""");
    }

    @ParameterizedTest
    @ValueSource(classes = {Cases.OnPostgresOnly.class, Cases.OneMethodOnBothEngines.class})
    void standsAtTheEndOfTheOutput(Class<?> tests) {
        String output = outputOf(Cases.kit(tests).configurationParameter("aro.test.quiet", "false"));

        assertThat(output)
                .startsWith("aro-db tests: ")
                .containsOnlyOnce("without PostgreSQL 15: There is no PostgreSQL 15 to test on: either set ");
    }

    @Test
    void namesTheEnginesThatTheRunIsNotFor() {
        String output = outputOf(Cases.kit(Cases.OneMethodOnBothEngines.class)
                .configurationParameter("aro.test.quiet", "false")
                .configurationParameter("aro.test.engines", "sqlite"));

        assertThat(output)
                .isEqualToIgnoringNewLines("aro-db tests: " + version() + " ran 2, skipped 0"
                        + "  without PostgreSQL 15, PostgreSQL 18: left out by aro.test.engines=sqlite");
    }

    private static String version() {
        try (TestDatabase database = TestDatabase.sqlite()) {
            return database.version();
        }
    }

    /** Captures the standard output of the process; other tests must not print concurrently. */
    private static String outputOf(EngineTestKit.Builder kit) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            kit.execute();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
