package io.aro.db.testkit;

/** A place for the SQLite database of a test. */
public enum SqliteStorage {
    /**
     * In the memory of one connection, which is lent to one caller at a time: made in a fraction of a millisecond.
     *
     * <p>Nothing overlaps: a second thread waits for the first, and a stream must be closed before the next statement.
     */
    MEMORY,
    /**
     * In memory that all connections of this process share, without a write-ahead log: a reader waits while a transaction
     * writes.
     */
    SHARED_MEMORY,
    /** In a file with a write-ahead log, as in production: readers never wait, and other processes can open it. */
    FILE
}
