package io.aro.db.spring.test;

import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The database of a context with its state at the start of the context. */
final class ContextDatabase implements AutoCloseable {

    /** The name of the bean. */
    static final String NAME = "io.aro.db.spring.test.contextDatabase";

    private static final String SQLITE = "jdbc:sqlite:";

    private final TestDatabase database;
    private final Instant start;
    private @Nullable InitialRows rows;

    private ContextDatabase(TestDatabase database, Instant start) {
        this.database = database;
        this.start = start;
    }

    static ContextDatabase of(TestDatabase database) {
        return new ContextDatabase(database, database.clock().instant());
    }

    TestDatabase database() {
        return database;
    }

    /** Returns the file of a database on SQLite. */
    Path sqliteFile() {
        return Path.of(database.jdbcUrl().substring(SQLITE.length()));
    }

    /** Remembers the rows of the started context, at the first call. */
    synchronized InitialRows remember() {
        InitialRows known = rows;
        if (known == null) {
            known = database.engine().isPostgres()
                    ? PostgresRows.of(database.dataSource())
                    : SqliteRows.of(database.dataSource(), sqliteFile());
            rows = known;
        }
        return known;
    }

    /** Restores the rows and the time at the start of the context. */
    void restore() {
        remember().restore();
        database.clock().set(start);
    }

    @Override
    public synchronized void close() {
        database.close();
        if (rows != null) {
            rows.close();
        }
    }
}
