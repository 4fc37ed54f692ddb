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
 * The meanings of a failure of a driver, a pool or jOOQ. Each has one exception, one message and one answer
 * to {@link AroDatabaseException#isRetryable}.
 *
 * <p>{@link PostgresStates}, {@link SqliteCodes} and {@link StatelessErrors} map failures to meanings.
 */
public enum Meaning {
    /** Another row already has the value. */
    UNIQUE(violation(Kind.UNIQUE)),
    /** A referenced row is missing, or a row with references to it was deleted. */
    FOREIGN_KEY(violation(Kind.FOREIGN_KEY)),
    /** A value is outside its list, range, length or format. */
    CHECK(fault ->
            fault.rule().isOfPartition() ? new ContentionException(fault.cause()) : violation(Kind.CHECK, fault)),
    /** A required value is missing. */
    NOT_NULL(violation(Kind.NOT_NULL)),
    /** A concurrent transaction is in the way. */
    CONTENTION(fault -> new ContentionException(fault.cause())),
    /** The table or column does not exist. */
    OUTDATED(MissingName::refusal),
    /** The statement is wrong, or met an unexpected state. */
    FAILED(fault -> new StatementFailedException(fault.code(), fault.cause())),
    /** The engine or its driver lacks the requested feature. */
    UNSUPPORTED(failed("The database or its driver does not support the call; see the cause.")),
    /** The statement or a value exceeds a limit of the engine. */
    TOO_LARGE(ExceededLimit::refusal),
    /** The text of the statement exceeds SQLite's length limit. */
    TOO_LONG(failed("The statement exceeds SQLite's length limit, by default 1,000,000 bytes (limit_sql_length);"
            + " pass fewer values at once.")),
    /** PostgreSQL's driver rejects a bind value, or their number. */
    BIND_VALUES(failed(
            "PostgreSQL's driver takes at most 65,535 bind values in a statement, each of a supported type; pass many"
                    + " values as one array.")),
    /** A fetched value has no Java form. */
    UNREADABLE(UnreadableValue::refusal),
    /** A query for exactly one row returned none or several. */
    ROW_COUNT(failed("The query must return exactly one row and returned none or several; correct its condition.")),
    /** A driver, a pool or jOOQ fails without a code. */
    NO_CODE(failed("The driver, the pool or jOOQ refused the call without a code; see the cause.")),
    /** The statement follows a failed statement of the same transaction. */
    ABORTED(fault -> new TransactionMisuseException(
            "An earlier statement of this transaction failed; run such a statement in a savepoint.", fault.cause())),
    /** The server is read-only. */
    READ_ONLY_SERVER(unavailable("The server is read-only; connect to the primary, not to a replica.")),
    /** The user or the password is wrong. */
    CREDENTIALS(unavailable("The server refused the user or its password; check the credentials.")),
    /** Server and driver have no common setting for TLS or for the authentication method. */
    NO_AGREEMENT(unavailable("The server and the driver do not agree on how to connect; see the cause, and check the"
            + " settings for TLS and for the password.")),
    /** The database does not exist. */
    NO_DATABASE(unavailable("The server has no database of that name; create it or correct the URL.")),
    /** The schema does not exist. */
    NO_SCHEMA(misconfigured("The database has no schema of that name; create it, or correct withSchema or currentSchema"
            + " in the URL.")),
    /** The user lacks a privilege. */
    NO_RIGHT(
            misconfigured("The database user lacks a privilege for the statement; run it as the owner of the tables.")),
    /** A pooler switched the session between transactions, and with it the driver's prepared statements. */
    POOLER(misconfigured(
            "A prepared statement is missing from the session, or exists already; behind a transaction pooler, set"
                    + " prepareThreshold=0 in the URL.")),
    /** The protocol was violated: by a pooler that refuses a start-up parameter, or by a broken connection. */
    PROTOCOL(RefusedStartUp::refusal),
    /** The statement timed out or was cancelled. */
    TIME_LIMIT(unavailable("The statement was cancelled by a timeout or an administrator; look for blocking locks, or"
            + " raise the timeout.")),
    /** The server ended a session at a timeout. */
    SESSION_LIMIT(
            unavailable("The server ended the session at one of its timeouts; shorten the transaction, or raise the"
                    + " timeout.")),
    /** No connection was established, hence nothing was done. */
    NOT_REACHED(
            passing("The database server cannot be reached or is not ready; check the host, the port and the server's"
                    + " log.")),
    /** The server accepts no more connections. */
    NO_CONNECTION_LEFT(passing(
            "The database server takes no more connections; make the pools smaller, or raise" + " max_connections.")),
    /** The connection broke, possibly after a commit. */
    LOST(unavailable(
            "The connection to the database server broke; look at its log. The transaction may have been committed:"
                    + " repeat it with an idempotency key.")),
    /** The pool had no free connection in time. */
    POOL_EMPTY(passing(
            "The pool provided no connection in time; enlarge the pool, or look for connections held too long.")),
    /** The connection, the statement or the pool is closed. */
    CLOSED(unavailable("The connection or its pool was closed before the call; do not use a closed connection, or"
            + " open the pool again.")),
    /** The disk of the server is full. */
    SERVER_DISK(passing("The disk of the database server is full; free some space there.")),
    /** The server is out of memory. */
    SERVER_MEMORY(passing("The database server has no memory left; lower work_mem or max_connections, or add memory.")),
    /** A limit of the server's configuration is reached. */
    SERVER_LIMIT(unavailable("The database server has reached a limit of its settings; see the cause, and raise it.")),
    /** The operating system of the server reported an error. */
    SERVER_SYSTEM(
            unavailable("The database server reported an error of its files or settings; check its log and its disk.")),
    /** The data of the server is damaged. */
    SERVER_DAMAGED(unavailable("The database server found damaged data; stop it, and restore a backup.")),
    /** The file or its folder may not be opened or written. */
    FILE_REFUSED(unavailable("The database file cannot be opened for writing; check the path and its permissions.")),
    /** The file was moved, replaced or deleted while open. */
    FILE_MOVED(unavailable(
            "The database file was moved, replaced or deleted while it was open; open the database again.")),
    /** The disk of the file is full. */
    FILE_DISK(passing("The disk of the database file is full; free some space there.")),
    /** The disk of the file reported an error. */
    FILE_SYSTEM(unavailable("The database file cannot be read or written; check the disk and its free space.")),
    /** The file system lacks locks or shared memory. */
    FILE_LOCKS(unavailable("The file system cannot lock or share the database file; keep the file on a local disk.")),
    /** SQLite has no folder for temporary files. */
    FILE_TEMPORARY(unavailable(
            "SQLite has no folder for its temporary files; name one by the environment variable SQLITE_TMPDIR.")),
    /** The process has no memory left for SQLite. */
    FILE_MEMORY(passing("SQLite had no memory left; give the process more.")),
    /** The file is not a SQLite database. */
    NOT_A_DATABASE(misconfigured("The file is not a SQLite database; name another path or restore the file.")),
    /** The file is damaged. */
    FILE_DAMAGED(misconfigured("The database file is damaged; close all its connections, and restore a backup.")),
    /** The native library of SQLite's driver cannot be loaded. */
    NO_LIBRARY(fault -> SqliteLibrary.notLoaded(fault.cause()));

    @SuppressWarnings("ImmutableEnumChecker") // The functions are stateless.
    private final Function<VendorFault, AroDatabaseException> exception;

    Meaning(Function<VendorFault, AroDatabaseException> exception) {
        this.exception = exception;
    }

    /** Returns the exception for a failure of this meaning. */
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
