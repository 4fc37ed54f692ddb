package io.aro.db.testkit;

/** Hands out databases of one engine, each new and used by nobody else. */
interface DatabaseSource extends AutoCloseable {

    /** Returns the engine with the version that really runs, such as "PostgreSQL 18.6". */
    String version();

    /** Creates a database with the whole schema. */
    TestDatabase migrated();

    /** Creates a database without any table. */
    TestDatabase empty();

    @Override
    void close();
}
