package io.aro.db.testkit;

import io.aro.db.testkit.internal.run.Settings;
import org.opentest4j.TestAbortedException;

/** The things shared by all tests of one run; JUnit closes it at the end of the run. */
final class TestRun implements AutoCloseable {

    /** Turns the skipping of tests for want of a server into their failure. */
    private static final String REQUIRE_POSTGRES = "aro.requirePostgres";

    /** Leaves out what is printed at the end of the run. */
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

    /** Tells whether tests are to run on the engine. */
    boolean isFor(Engine engine) {
        return chosen.include(engine);
    }

    /** Opens what one test uses; skips the test if the engine is left out, or missing and not required. */
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

    /** Counts a test that has run on the engine. */
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
