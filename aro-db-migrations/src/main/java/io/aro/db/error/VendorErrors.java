package io.aro.db.error;

import io.aro.db.error.ConstraintViolationException.Kind;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.FileException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Translates what the drivers throw into the exceptions of this package; it is the only place that reads vendor codes.
 *
 * <p>SQLite's driver sets no SQLSTATE, so its result codes decide; PostgreSQL's SQLSTATEs are listed in appendix A of
 * its manual.
 */
public final class VendorErrors {

    private static final Pattern SQLITE_MISSING = Pattern.compile("\\(no such (table|column): |has no column named ");

    private static final Pattern SQLITE_MISSING_TABLE = Pattern.compile("\\(no such table: (?:\\w+\\.)?(\\w+)");

    /** PostgreSQL has the name in quotes, whatever its language. */
    private static final Pattern POSTGRES_MISSING_TABLE = Pattern.compile("[\"«„“]\\s?(?:\\w+\\.)?(\\w+)");

    /** What the function says through which jOOQ sends JSON, before any check of the column sees it. */
    private static final String SQLITE_NO_JSON = "malformed JSON";

    private static final String READ_ONLY_STATE = "25006";

    /** Shutdowns and crashes of the server, a dropped database, and its timeouts that end the session. */
    private static final Set<String> ENDING_STATES =
            Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04");

    private static final String OUTDATED = "The schema lacks what the statement needs; run the aro-db migrate command.";

    private VendorErrors() {}

    /** Tells whether the engine refused to write because the connection or its transaction only reads. */
    public static boolean isWriteRefused(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SQLiteException sqlite) {
                return sqlite.getResultCode() == SQLiteErrorCode.SQLITE_READONLY;
            }
            if (at instanceof SQLException sql && READ_ONLY_STATE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a driver's exception is the error or one of its causes. */
    public static boolean isOfDriver(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells whether the server of PostgreSQL has ended the connection or cannot be reached over it, so that its transaction
     * is gone.
     *
     * <p>These are class 08 and the states that the server sends with the severity FATAL to a connection that works.
     */
    public static boolean isConnectionLost(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("08") || ENDING_STATES.contains(sql.getSQLState());
            }
        }
        return false;
    }

    /**
     * Returns the exception that stands for the error; one of ours is returned as it is.
     *
     * <p>Its cause is the error as far as that quotes no values, else a copy of the driver's exception without them.
     */
    public static AroDatabaseException translate(Throwable error) {
        return translate(error, unquoted(error));
    }

    /** Returns the error itself if it quotes no values of rows or statements, else a copy of the driver's exception without them. */
    public static Throwable unquoted(Throwable error) {
        return UnquotedCause.of(error);
    }

    private static AroDatabaseException translate(Throwable error, Throwable cause) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof AroDatabaseException ours) {
                return ours;
            }
            if (at instanceof SQLiteException sqlite) {
                return translateSqlite(sqlite.getResultCode(), cause, sqlite);
            }
            if (at instanceof SQLException sql && sql.getSQLState() != null && !isWrapped(sql)) {
                return translateState(sql.getSQLState(), cause, sql);
            }
            if (at instanceof NativeLibraryNotFoundException || at instanceof FileException) {
                return SqliteLibrary.notLoaded(error);
            }
        }
        if (isOfDriver(error)) {
            String sentence =
                    "No connection to the database could be had; check that it is up and the pool is large enough.";
            return isFromPool(error)
                    ? UnavailableException.passing(sentence, cause)
                    : new UnavailableException(sentence, cause);
        }
        return new StatementFailedException("none", UnquotedCause.withheld(error));
    }

    /** A pool that gives no connection in time says so by this type; then nothing has been sent. */
    private static boolean isFromPool(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    /** A failed batch repeats the state of the error that it carries, but does not name the constraint. */
    private static boolean isWrapped(SQLException error) {
        return error instanceof BatchUpdateException && error.getCause() instanceof SQLException;
    }

    private static AroDatabaseException translateSqlite(SQLiteErrorCode code, Throwable error, SQLException sqlite) {
        return switch (code) {
            case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID ->
                violation(Kind.UNIQUE, sqlite, error);
            case SQLITE_CONSTRAINT_FOREIGNKEY -> violation(Kind.FOREIGN_KEY, sqlite, error);
            // What PostgreSQL's types refuse, a length or a range, SQLite leaves to checks: one kind for both.
            case SQLITE_CONSTRAINT_CHECK,
                    SQLITE_CONSTRAINT_TRIGGER,
                    SQLITE_CONSTRAINT_DATATYPE,
                    SQLITE_MISMATCH,
                    SQLITE_TOOBIG -> violation(Kind.CHECK, sqlite, error);
            case SQLITE_CONSTRAINT_NOTNULL -> violation(Kind.NOT_NULL, sqlite, error);
            case SQLITE_BUSY,
                    SQLITE_BUSY_RECOVERY,
                    SQLITE_BUSY_SNAPSHOT,
                    SQLITE_BUSY_TIMEOUT,
                    SQLITE_LOCKED,
                    SQLITE_LOCKED_SHAREDCACHE -> new ContentionException(error);
            case SQLITE_NOTADB, SQLITE_CORRUPT ->
                new ConfigurationException(
                        "The file is not a SQLite database; name another path or restore the file.", error);
            case SQLITE_ERROR -> translateSqliteStatement(error, sqlite);
            default -> translateSqliteFamily(code, error);
        };
    }

    /** SQLite has one code for everything that is wrong with a statement, so its words decide. */
    private static AroDatabaseException translateSqliteStatement(Throwable error, SQLException sqlite) {
        String words = String.valueOf(sqlite.getMessage());
        if (words.contains(SQLITE_NO_JSON)) {
            return violation(Kind.CHECK, sqlite, error);
        }
        return SQLITE_MISSING.matcher(words).find()
                ? outdated(SQLITE_MISSING_TABLE.matcher(words), error)
                : new StatementFailedException(SQLiteErrorCode.SQLITE_ERROR.name(), error);
    }

    /** A table of ours that is not there is one of a newer schema; one that nearly is ours is misspelt. */
    private static SchemaMismatchException outdated(Matcher table, Throwable error) {
        String sentence = table.find()
                ? NearestName.to(table.group(1), BrokenRule.TABLES)
                        .map(nearest -> SchemaMismatchException.misspelt(table.group(1), nearest))
                        .orElse(OUTDATED)
                : OUTDATED;
        return new SchemaMismatchException(sentence, error);
    }

    private static AroDatabaseException translateSqliteFamily(SQLiteErrorCode code, Throwable error) {
        String name = code.name();
        if (name.startsWith("SQLITE_CANTOPEN")
                || name.startsWith("SQLITE_READONLY")
                || name.equals("SQLITE_PERM")
                || name.equals("SQLITE_AUTH")) {
            return new UnavailableException(
                    "The database file cannot be opened for writing; check the path and its permissions.", error);
        }
        if (name.equals("SQLITE_FULL")) {
            return UnavailableException.passing("The disk of the database file is full; free some space there.", error);
        }
        if (name.startsWith("SQLITE_IOERR")) {
            return new UnavailableException(
                    "The database file cannot be read or written; check the disk and its free space.", error);
        }
        return new StatementFailedException(name, error);
    }

    private static AroDatabaseException translateState(String state, Throwable error, SQLException sql) {
        return switch (state) {
            case "23505", "23P01" -> violation(Kind.UNIQUE, sql, error);
            case "23503", "23001" -> violation(Kind.FOREIGN_KEY, sql, error);
            case "23514" -> refused(sql, error);
            case "23502" -> violation(Kind.NOT_NULL, sql, error);
            case "40001", "40P01", "55P03" -> new ContentionException(error);
            case READ_ONLY_STATE ->
                new UnavailableException(
                        "The server takes no writes here; connect to the primary, not to a replica.", error);
            case "25P02" ->
                new TransactionMisuseException(
                        "An earlier statement of this transaction failed; run such a statement in a savepoint.", error);
            case "28P01", "28000", "08004" ->
                new UnavailableException("The server refused the user or its password; check the credentials.", error);
            case "3D000" ->
                new UnavailableException(
                        "The server has no database of that name; create it or correct the URL.", error);
            case "57014" ->
                new UnavailableException(
                        "The statement was ended at its time limit, or by an administrator; look at what it waits for, or"
                                + " raise the limit.",
                        error);
            case "53100" ->
                UnavailableException.passing("The disk of the database server is full; free some space there.", error);
            case "42501" ->
                new ConfigurationException(
                        "The user of the database has no right to do this; run it as the owner of the tables.", error);
            case "42P01" -> outdated(POSTGRES_MISSING_TABLE.matcher(String.valueOf(sql.getMessage())), error);
            case "42703", "42704" -> new SchemaMismatchException(OUTDATED, error);
            default -> translateStateClass(state, error, sql);
        };
    }

    private static AroDatabaseException translateStateClass(String state, Throwable error, SQLException sql) {
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "08", "53", "57", "58" -> unreachable(state, error);
            case "22" -> violation(Kind.CHECK, sql, error);
            default -> new StatementFailedException(state, error);
        };
    }

    /** Where no connection came about nothing was done; one that breaks may have committed before. */
    private static UnavailableException unreachable(String state, Throwable error) {
        String sentence =
                "The database server cannot be reached or is not ready; check the host, the port and the server's log.";
        return switch (state) {
            case "08001", "53300", "57P03" -> UnavailableException.passing(sentence, error);
            default -> new UnavailableException(sentence, error);
        };
    }

    /** A bound of a partition is there for as long as partitions are made; the same row is taken afterwards. */
    private static AroDatabaseException refused(SQLException vendor, Throwable error) {
        return BrokenRule.of(vendor).isOfPartition()
                ? new ContentionException(error)
                : violation(Kind.CHECK, vendor, error);
    }

    private static ConstraintViolationException violation(Kind kind, SQLException vendor, Throwable error) {
        return new ConstraintViolationException(kind, BrokenRule.of(vendor), error);
    }
}
