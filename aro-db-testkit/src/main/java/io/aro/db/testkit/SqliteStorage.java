package io.aro.db.testkit;

/** The storage of a SQLite test database. */
public enum SqliteStorage {
    /**
     * The memory of a single connection, lent to one caller at a time; created in under a millisecond.
     *
     * <p>Access is serialized: a second thread waits for the first, and a stream must be closed before the next
     * statement.
     */
    MEMORY,
    /**
     * Memory shared by all connections of this process, without a write-ahead log.
     *
     * <p>Readers wait for a writing transaction.
     */
    SHARED_MEMORY,
    /**
     * A file with a write-ahead log, as in production.
     *
     * <p>Readers never wait, and other processes can open the file.
     */
    FILE
}
