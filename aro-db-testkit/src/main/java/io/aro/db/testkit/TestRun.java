package io.aro.db.testkit;

import io.aro.db.testkit.internal.run.Settings;
import java.util.Optional;
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
        reasonToSkip(spec.engine(), databases).ifPresent(reason -> {
            throw new TestAbortedException(reason);
        });
        return new Fixture(databases, spec);
    }

    /**
     * Returns the reason to skip tests on the engine: the run excludes the engine, or the machine has no server.
     *
     * @throws MissingEngineException if the machine has no server, and PostgreSQL is required
     */
    Optional<String> reasonToSkip(Engine engine, TestDatabases source) {
        if (!isFor(engine)) {
            tally.skipped(engine, chosen.leftOut());
            return Optional.of(chosen.whyNot(engine));
        }
        try {
            source.version(engine);
            return Optional.empty();
        } catch (MissingEngineException e) {
            if (isPostgresRequired) {
                throw e;
            }
            String reason = String.valueOf(e.getMessage());
            tally.skipped(engine, reason);
            return Optional.of(reason);
        }
    }

    /** Counts a test run on the engine. */
    void count(Engine engine) {
        count(engine, databases);
    }

    /** Counts a test run on the engine, with a database of the given source. */
    void count(Engine engine, TestDatabases source) {
        tally.ran(engine, source.version(engine));
    }

    @Override
    public void close() {
        if (!isQuiet) {
            System.out.println(tally);
        }
        databases.close();
    }
}
