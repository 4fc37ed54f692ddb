package io.aro.db.testkit.fault;

import io.aro.db.testkit.Engine;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** An error thrown in place of a database's result. */
public enum Failure {
    /**
     * A deadlock between two transactions, resolved by aborting the current transaction. SQLite reports a locked
     * database.
     */
    DEADLOCK("40P01", "deadlock detected", SQLiteErrorCode.SQLITE_BUSY),
    /** A concurrent update of rows already read. */
    SERIALIZATION("40001", "could not serialize access due to concurrent update", SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT),
    /** A lock timeout. */
    LOCK_TIMEOUT("55P03", "canceling statement due to lock timeout", SQLiteErrorCode.SQLITE_BUSY_TIMEOUT),
    /** A full disk. */
    DISK_FULL("53100", "could not extend file: No space left on device", SQLiteErrorCode.SQLITE_FULL),
    /** An unavailable disk or server. */
    UNREACHABLE("57P03", "the database system is shutting down", SQLiteErrorCode.SQLITE_IOERR);

    private final String state;
    private final String words;
    private final SQLiteErrorCode sqlite;

    Failure(String state, String words, SQLiteErrorCode sqlite) {
        this.state = state;
        this.words = words;
        this.sqlite = sqlite;
    }

    /** Returns the exception of the engine's driver. */
    SQLException on(Engine engine) {
        return engine.isPostgres()
                ? new PSQLException(new ServerErrorMessage("SERROR\0VERROR\0C" + state + "\0M" + words + "\0"))
                : new SQLiteException(sqlite.message, sqlite);
    }
}
