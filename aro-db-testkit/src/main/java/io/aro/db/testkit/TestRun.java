package io.aro.db.testkit;

import org.opentest4j.TestAbortedException;

/** Is everything that the tests of one run share; JUnit closes it at the end of the run. */
final class TestRun implements AutoCloseable {

    private final TestDatabases databases = TestDatabases.create();
    private final EngineTally tally = new EngineTally();

    TestRun() {}

    /** Opens what one test uses; skips the test if the engine is missing and not required. */
    Fixture open(Engine engine, boolean isPostgresRequired) {
        try {
            TestDatabase database = databases.migrated(engine);
            tally.ran(database.version());
            return new Fixture(databases, database);
        } catch (MissingEngineException e) {
            if (isPostgresRequired) {
                throw e;
            }
            tally.skipped();
            throw new TestAbortedException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        databases.close();
        tally.print(System.out);
    }
}
