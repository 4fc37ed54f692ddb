package io.aro.db.testkit;

/** Holds the templates and servers of a whole process, for tests that have nothing else to hold them. */
final class ProcessDatabases {

    private static final Once<Class<TestDatabases>, TestDatabases> MADE = new Once<>(unused -> start());

    private ProcessDatabases() {}

    static TestDatabase create(DatabaseSpec spec) {
        return MADE.get(TestDatabases.class).create(spec);
    }

    private static TestDatabases start() {
        TestDatabases databases = TestDatabases.create();
        Runtime.getRuntime().addShutdownHook(new Thread(databases::close, "aro-db-testkit-end"));
        return databases;
    }
}
