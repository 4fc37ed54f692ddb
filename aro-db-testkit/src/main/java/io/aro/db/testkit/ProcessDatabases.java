package io.aro.db.testkit;

/** Holds the templates and servers of a whole process, for tests that have nothing else to hold them; they end with it. */
final class ProcessDatabases {

    private static final Memoized<Class<TestDatabases>, TestDatabases> MADE =
            new Memoized<>(unused -> TestDatabases.create());

    private ProcessDatabases() {}

    static TestDatabase create(DatabaseSpec spec) {
        return MADE.get(TestDatabases.class).create(spec);
    }
}
