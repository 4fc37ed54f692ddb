package io.aro.db.spring.test;

import java.sql.SQLException;

/** The rows of a database at the start of a context. */
sealed interface InitialRows extends AutoCloseable permits PostgresRows, SqliteRows {

    /** Replaces all rows of the database by the initial rows. */
    void restore();

    /** Deletes the copy of the rows. */
    @Override
    void close();

    /** Returns the failure to copy or restore rows. */
    static IllegalStateException failed(SQLException cause) {
        return new IllegalStateException(
                "The rows of the test database cannot be replaced before a test; end transactions and background work of"
                        + " earlier tests, connect to PostgreSQL as an administrator, or choose"
                        + " @AroTestDatabase(rows = KEEP).",
                cause);
    }
}
