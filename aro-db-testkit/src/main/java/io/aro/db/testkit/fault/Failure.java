package io.aro.db.testkit.fault;

import io.aro.db.testkit.Engine;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** An error that a database answers in place of a result. */
public enum Failure {
    /** Two transactions waited for each other, and this one was given up. On SQLite the database is locked. */
    DEADLOCK("40P01", "deadlock detected", SQLiteErrorCode.SQLITE_BUSY),
    /** What was read has changed since. */
    SERIALIZATION("40001", "could not serialize access due to concurrent update", SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT),
    /** A lock was not to be had in time. */
    LOCK_TIMEOUT("55P03", "canceling statement due to lock timeout", SQLiteErrorCode.SQLITE_BUSY_TIMEOUT),
    /** There is no space left. */
    DISK_FULL("53100", "could not extend file: No space left on device", SQLiteErrorCode.SQLITE_FULL),
    /** The disk or the server cannot be reached. */
    UNREACHABLE("57P03", "the database system is shutting down", SQLiteErrorCode.SQLITE_IOERR);

    private final String state;
    private final String words;
    private final SQLiteErrorCode sqlite;

    Failure(String state, String words, SQLiteErrorCode sqlite) {
        this.state = state;
        this.words = words;
        this.sqlite = sqlite;
    }

    /** Returns what the driver of the engine throws. */
    SQLException on(Engine engine) {
        return engine.isPostgres()
                ? new PSQLException(new ServerErrorMessage("SERROR\0VERROR\0C" + state + "\0M" + words + "\0"))
                : new SQLiteException(sqlite.message, sqlite);
    }
}
