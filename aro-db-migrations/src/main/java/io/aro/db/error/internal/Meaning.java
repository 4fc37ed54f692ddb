package io.aro.db.error.internal;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.error.ContentionException;
import io.aro.db.error.StatementFailedException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.UnavailableException;
import java.util.function.Function;

/**
 * The meanings that a failure of a driver, a pool or jOOQ can have; each has one exception, one sentence and one answer to
 * whether the call may be repeated.
 *
 * <p>{@link PostgresStates}, {@link SqliteCodes} and {@link StatelessErrors} tell which failure has which meaning.
 */
public enum Meaning {
    /** Another row has the value. */
    UNIQUE(violation(Kind.UNIQUE)),
    /** A row refers to one that is not there, or is referred to. */
    FOREIGN_KEY(violation(Kind.FOREIGN_KEY)),
    /** A value is outside its list, range, length or form. */
    CHECK(fault ->
            fault.rule().isOfPartition() ? new ContentionException(fault.cause()) : violation(Kind.CHECK, fault)),
    /** A required value is missing. */
    NOT_NULL(violation(Kind.NOT_NULL)),
    /** Another transaction is in the way. */
    CONTENTION(fault -> new ContentionException(fault.cause())),
    /** The table or column is not there. */
    OUTDATED(MissingName::refusal),
    /** The statement is wrong, or meets what it is not made for. */
    FAILED(fault -> new StatementFailedException(fault.code(), fault.cause())),
    /** The engine or its driver lacks what is asked for. */
    UNSUPPORTED(failed("The database or its driver does not support the call; see the cause.")),
    /** The statement or a value exceeds a limit of the engine. */
    TOO_LARGE(ExceededLimit::refusal),
    /** The text of the statement is too long for SQLite. */
    TOO_LONG(failed("The statement is longer than SQLite takes, which is 1,000,000 bytes unless the pool sets"
            + " limit_sql_length; pass fewer values at once.")),
    /** PostgreSQL's driver refuses a bind value, or their number. */
    BIND_VALUES(failed(
            "PostgreSQL's driver takes 65,535 bind values in a statement, each of a type that it knows; pass many"
                    + " values as one array.")),
    /** A value that was read has no Java form. */
    UNREADABLE(UnreadableValue::refusal),
    /** A query that gives one row gave none, or more. */
    ROW_COUNT(failed(
            "The query gave no row, or more rows than one, where it must give exactly one; correct its condition.")),
    /** A driver, a pool or jOOQ refuses without a code. */
    NO_CODE(failed("The driver, the pool or jOOQ refused the call without a code; see the cause.")),
    /** A statement follows one that failed in the same transaction. */
    ABORTED(fault -> new TransactionMisuseException(
            "An earlier statement of this transaction failed; run such a statement in a savepoint.", fault.cause())),
    /** The server only reads. */
    READ_ONLY_SERVER(unavailable("The server takes no writes here; connect to the primary, not to a replica.")),
    /** The user or the password is wrong. */
    CREDENTIALS(unavailable("The server refused the user or its password; check the credentials.")),
    /** The driver lacks TLS, a password or a way to prove it that the server asks for, or the other way round. */
    NO_AGREEMENT(unavailable("The server and the driver do not agree how to connect; see the cause, and check the"
            + " settings for TLS and for the password.")),
    /** The database is not there. */
    NO_DATABASE(unavailable("The server has no database of that name; create it or correct the URL.")),
    /** The schema is not there. */
    NO_SCHEMA(misconfigured("The database has no schema of that name; create it or correct currentSchema in the URL.")),
    /** The user lacks a right. */
    NO_RIGHT(misconfigured("The user of the database has no right to do this; run it as the owner of the tables.")),
    /** A pooler gives each transaction another session, where the driver has prepared nothing. */
    POOLER(misconfigured(
            "A prepared statement is not where the driver prepared it; if a pooler shares the sessions, set"
                    + " prepareThreshold=0 in the URL.")),
    /** A statement ran too long, or was cancelled. */
    TIME_LIMIT(unavailable(
            "The statement was ended at its time limit, or by an administrator; look at what it waits for, or"
                    + " raise the limit.")),
    /** The server ended a session that ran or rested too long. */
    SESSION_LIMIT(
            unavailable("The server ended the session at one of its time limits; shorten the transaction, or raise the"
                    + " limit.")),
    /** No connection came about, so nothing was done. */
    NOT_REACHED(
            passing("The database server cannot be reached or is not ready; check the host, the port and the server's"
                    + " log.")),
    /** The server takes no more connections. */
    NO_CONNECTION_LEFT(passing(
            "The database server takes no more connections; make the pools smaller, or raise" + " max_connections.")),
    /** A connection broke, maybe after a commit. */
    LOST(unavailable(
            "The connection to the database server broke; look at its log. The transaction may have been committed:"
                    + " repeat it with an idempotency key.")),
    /** The pool has nothing to lend. */
    POOL_EMPTY(passing("The pool gave no connection in time; make it larger, or end what holds its connections.")),
    /** The connection, the statement or the pool is closed. */
    CLOSED(unavailable("The connection or its pool was closed before the call; do not use it after its end, or open it"
            + " again.")),
    /** The disk of the server is full. */
    SERVER_DISK(passing("The disk of the database server is full; free some space there.")),
    /** The server has no memory left. */
    SERVER_MEMORY(passing("The database server has no memory left; lower work_mem or max_connections, or add memory.")),
    /** A limit of the server's settings is reached. */
    SERVER_LIMIT(unavailable("The database server has reached a limit of its settings; see the cause, and raise it.")),
    /** The operating system of the server fails. */
    SERVER_SYSTEM(
            unavailable("The database server met an error of its files or settings; look at its log and its disk.")),
    /** The data of the server is damaged. */
    SERVER_DAMAGED(unavailable("The database server found damaged data; stop it, and restore a backup.")),
    /** The file, or its folder, may not be opened or written. */
    FILE_REFUSED(unavailable("The database file cannot be opened for writing; check the path and its permissions.")),
    /** The file has another place than when it was opened. */
    FILE_MOVED(unavailable(
            "The database file was moved, replaced or deleted while it was open; open the database again.")),
    /** The disk of the file is full. */
    FILE_DISK(passing("The disk of the database file is full; free some space there.")),
    /** The disk of the file fails. */
    FILE_SYSTEM(unavailable("The database file cannot be read or written; check the disk and its free space.")),
    /** The file system has no locks or shared memory. */
    FILE_LOCKS(unavailable("The file system cannot lock or share the database file; keep the file on a local disk.")),
    /** SQLite has no folder for temporary files. */
    FILE_TEMPORARY(unavailable(
            "SQLite has no folder for its temporary files; name one by the environment variable SQLITE_TMPDIR.")),
    /** The process has no memory left for SQLite. */
    FILE_MEMORY(passing("SQLite had no memory left; give the process more.")),
    /** The file is of another kind. */
    NOT_A_DATABASE(misconfigured("The file is not a SQLite database; name another path or restore the file.")),
    /** The file is damaged. */
    FILE_DAMAGED(misconfigured("The database file is damaged; stop what uses it, and restore a backup.")),
    /** The native library of SQLite's driver cannot be loaded. */
    NO_LIBRARY(fault -> SqliteLibrary.notLoaded(fault.cause()));

    @SuppressWarnings("ImmutableEnumChecker") // Functions without a state.
    private final Function<VendorFault, AroDatabaseException> exception;

    Meaning(Function<VendorFault, AroDatabaseException> exception) {
        this.exception = exception;
    }

    /** Returns the exception that stands for a failure of this meaning. */
    public AroDatabaseException of(VendorFault fault) {
        return exception.apply(fault);
    }

    private static Function<VendorFault, AroDatabaseException> violation(Kind kind) {
        return fault -> violation(kind, fault);
    }

    private static AroDatabaseException violation(Kind kind, VendorFault fault) {
        ViolatedConstraint rule = fault.rule();
        return new ConstraintViolationException(kind, rule.name(), rule.table(), rule.column(), fault.cause());
    }

    private static Function<VendorFault, AroDatabaseException> failed(String sentence) {
        return fault -> new StatementFailedException(fault.code(), sentence, fault.cause());
    }

    private static Function<VendorFault, AroDatabaseException> unavailable(String sentence) {
        return fault -> new UnavailableException(sentence, fault.cause());
    }

    private static Function<VendorFault, AroDatabaseException> passing(String sentence) {
        return fault -> UnavailableException.passing(sentence, fault.cause());
    }

    private static Function<VendorFault, AroDatabaseException> misconfigured(String sentence) {
        return fault -> new ConfigurationException(sentence, fault.cause());
    }
}
