package io.aro.db.testkit;

/** Holds the templates and servers of a whole process, for tests that have nothing else to hold them. */
final class ProcessDatabases {

    private ProcessDatabases() {}

    static TestDatabase create(DatabaseSpec spec) {
        return Holder.DATABASES.create(spec);
    }

    /** Is loaded at the first use. */
    private static final class Holder {
        private static final TestDatabases DATABASES = start();

        private static TestDatabases start() {
            TestDatabases databases = TestDatabases.create();
            Runtime.getRuntime().addShutdownHook(new Thread(databases::close, "aro-db-testkit-end"));
            return databases;
        }
    }
}
