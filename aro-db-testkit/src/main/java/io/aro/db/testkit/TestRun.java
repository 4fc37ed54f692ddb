package io.aro.db.testkit;

import io.aro.db.testkit.internal.run.Settings;
import org.opentest4j.TestAbortedException;

/** The state shared by all tests of a run; JUnit closes it at the end of the run. */
final class TestRun implements AutoCloseable {

    /** Turns skipped tests without a server into failures. */
    private static final String REQUIRE_POSTGRES = "aro.requirePostgres";

    /** Suppresses the summary at the end of the run. */
    private static final String QUIET = "aro.test.quiet";

    private final ChosenEngines chosen;
    private final TestDatabases databases;
    private final EngineTally tally = new EngineTally();
    private final boolean isPostgresRequired;
    private final boolean isQuiet;

    TestRun(Settings settings) {
        this.chosen = ChosenEngines.of(settings);
        tally.without(chosen.others(), chosen.leftOut());
        this.databases = new TestDatabases(settings);
        this.isPostgresRequired = settings.isOn(REQUIRE_POSTGRES);
        this.isQuiet = settings.isOn(QUIET);
    }

    /** Returns whether tests run on the engine. */
    boolean isFor(Engine engine) {
        return chosen.include(engine);
    }

    /** Opens the fixture of a test; skips the test on an excluded engine, and on a missing engine unless required. */
    Fixture open(DatabaseSpec spec) {
        if (!isFor(spec.engine())) {
            tally.skipped(spec.engine(), chosen.leftOut());
            throw new TestAbortedException(chosen.whyNot(spec.engine()));
        }
        try {
            databases.version(spec.engine());
            return new Fixture(databases, spec);
        } catch (MissingEngineException e) {
            if (isPostgresRequired) {
                throw e;
            }
            tally.skipped(spec.engine(), String.valueOf(e.getMessage()));
            throw new TestAbortedException(e.getMessage(), e);
        }
    }

    /** Counts a test run on the engine. */
    void count(Engine engine) {
        tally.ran(engine, databases.version(engine));
    }

    @Override
    public void close() {
        if (!isQuiet) {
            System.out.println(tally);
        }
        databases.close();
    }
}
