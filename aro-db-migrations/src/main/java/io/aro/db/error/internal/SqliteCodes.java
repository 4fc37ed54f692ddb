package io.aro.db.error.internal;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The meanings of SQLite's result codes. An extended code takes precedence over its primary code, the lowest
 * eight bits.
 *
 * <p>The page sqlite.org/rescode.html lists the codes. A test reads all codes of the driver and fails on an
 * unmapped primary code.
 */
public final class SqliteCodes {

    private static final Map<SQLiteErrorCode, Meaning> EXTENDED = Map.ofEntries(
            entry(SQLiteErrorCode.SQLITE_CANTOPEN_NOTEMPDIR, Meaning.FILE_TEMPORARY),
            entry(SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY, Meaning.FOREIGN_KEY),
            entry(SQLiteErrorCode.SQLITE_CONSTRAINT_NOTNULL, Meaning.NOT_NULL),
            entry(SQLiteErrorCode.SQLITE_CONSTRAINT_PINNED, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY, Meaning.UNIQUE),
            entry(SQLiteErrorCode.SQLITE_CONSTRAINT_ROWID, Meaning.UNIQUE),
            entry(SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE, Meaning.UNIQUE),
            entry(SQLiteErrorCode.SQLITE_ERROR_SNAPSHOT, Meaning.CONTENTION),
            entry(SQLiteErrorCode.SQLITE_IOERR_BLOCKED, Meaning.FILE_LOCKS),
            entry(SQLiteErrorCode.SQLITE_IOERR_CHECKRESERVEDLOCK, Meaning.FILE_LOCKS),
            entry(SQLiteErrorCode.SQLITE_IOERR_CORRUPTFS, Meaning.FILE_DAMAGED),
            entry(SQLiteErrorCode.SQLITE_IOERR_DATA, Meaning.FILE_DAMAGED),
            entry(SQLiteErrorCode.SQLITE_IOERR_GETTEMPPATH, Meaning.FILE_TEMPORARY),
            entry(SQLiteErrorCode.SQLITE_IOERR_LOCK, Meaning.FILE_LOCKS),
            entry(SQLiteErrorCode.SQLITE_IOERR_NOMEM, Meaning.FILE_MEMORY),
            entry(SQLiteErrorCode.SQLITE_IOERR_RDLOCK, Meaning.FILE_LOCKS),
            entry(SQLiteErrorCode.SQLITE_IOERR_SHMLOCK, Meaning.FILE_LOCKS),
            entry(SQLiteErrorCode.SQLITE_IOERR_SHMMAP, Meaning.FILE_LOCKS),
            entry(SQLiteErrorCode.SQLITE_IOERR_SHMOPEN, Meaning.FILE_LOCKS),
            entry(SQLiteErrorCode.SQLITE_IOERR_UNLOCK, Meaning.FILE_LOCKS),
            entry(SQLiteErrorCode.SQLITE_IOERR_VNODE, Meaning.FILE_MOVED),
            entry(SQLiteErrorCode.SQLITE_READONLY_DBMOVED, Meaning.FILE_MOVED));

    private static final Map<SQLiteErrorCode, Meaning> PRIMARY = Map.ofEntries(
            entry(SQLiteErrorCode.UNKNOWN_ERROR, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_OK, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_ERROR, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_INTERNAL, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_PERM, Meaning.FILE_REFUSED),
            entry(SQLiteErrorCode.SQLITE_ABORT, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_BUSY, Meaning.CONTENTION),
            entry(SQLiteErrorCode.SQLITE_LOCKED, Meaning.CONTENTION),
            entry(SQLiteErrorCode.SQLITE_NOMEM, Meaning.FILE_MEMORY),
            entry(SQLiteErrorCode.SQLITE_READONLY, Meaning.FILE_REFUSED),
            entry(SQLiteErrorCode.SQLITE_INTERRUPT, Meaning.TIME_LIMIT),
            entry(SQLiteErrorCode.SQLITE_IOERR, Meaning.FILE_SYSTEM),
            entry(SQLiteErrorCode.SQLITE_CORRUPT, Meaning.FILE_DAMAGED),
            entry(SQLiteErrorCode.SQLITE_NOTFOUND, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_FULL, Meaning.FILE_DISK),
            entry(SQLiteErrorCode.SQLITE_CANTOPEN, Meaning.FILE_REFUSED),
            // A race for the WAL index, lost before the transaction began.
            entry(SQLiteErrorCode.SQLITE_PROTOCOL, Meaning.CONTENTION),
            entry(SQLiteErrorCode.SQLITE_EMPTY, Meaning.FAILED),
            // The schema changed again after each re-preparation of the statement.
            entry(SQLiteErrorCode.SQLITE_SCHEMA, Meaning.CONTENTION),
            // PostgreSQL's types limit length and range, SQLite's checks do. Both count as a check.
            entry(SQLiteErrorCode.SQLITE_TOOBIG, Meaning.CHECK),
            entry(SQLiteErrorCode.SQLITE_CONSTRAINT, Meaning.CHECK),
            entry(SQLiteErrorCode.SQLITE_MISMATCH, Meaning.CHECK),
            entry(SQLiteErrorCode.SQLITE_MISUSE, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_NOLFS, Meaning.FILE_SYSTEM),
            entry(SQLiteErrorCode.SQLITE_AUTH, Meaning.FILE_REFUSED),
            entry(SQLiteErrorCode.SQLITE_FORMAT, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_RANGE, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_NOTADB, Meaning.NOT_A_DATABASE),
            entry(SQLiteErrorCode.SQLITE_NOTICE, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_WARNING, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_ROW, Meaning.FAILED),
            entry(SQLiteErrorCode.SQLITE_DONE, Meaning.FAILED));

    /** The patterns for failures with a shared code. The first match counts. */
    private enum Words {
        TEXT_TOO_LONG(SQLiteErrorCode.SQLITE_TOOBIG, "statement too long|query string is too large", Meaning.TOO_LONG),
        /** Raised by the JSON function of jOOQ's statements, before any check of the column. */
        NO_JSON(SQLiteErrorCode.SQLITE_ERROR, "malformed JSON", Meaning.CHECK),
        NO_NAME(SQLiteErrorCode.SQLITE_ERROR, "\\(no such (table|column): |has no column named ", Meaning.OUTDATED),
        LIMIT(
                SQLiteErrorCode.SQLITE_ERROR,
                "too many|too large|at most \\d+|parser stack overflow|pattern too complex|nested too deep",
                Meaning.TOO_LARGE);

        private final SQLiteErrorCode code;
        private final Pattern pattern;
        private final Meaning meaning;

        Words(SQLiteErrorCode code, String pattern, Meaning meaning) {
            this.code = code;
            this.pattern = Pattern.compile(pattern);
            this.meaning = meaning;
        }

        private boolean isIn(SQLiteErrorCode other, String message) {
            return code == other && pattern.matcher(message).find();
        }
    }

    /** The driver reports an unnamed code by its number. */
    private static final Pattern NUMBER = Pattern.compile(":(-?\\d+) \\(");

    private static final int PRIMARY_BITS = 0xff;

    private SqliteCodes() {}

    /** Returns the meaning of a code, or else of its primary code. Empty if neither is known. */
    public static Optional<Meaning> of(SQLiteErrorCode code) {
        return Optional.ofNullable(EXTENDED.get(code))
                .or(() -> Optional.ofNullable(PRIMARY.get(code)))
                .or(() -> ofPrimary(code.code));
    }

    /** Returns all rows, keyed by the name of the code. */
    public static Map<String, Meaning> rows() {
        Map<String, Meaning> rows = new HashMap<>();
        PRIMARY.forEach((code, meaning) -> rows.put(code.name(), meaning));
        EXTENDED.forEach((code, meaning) -> rows.put(code.name(), meaning));
        return rows;
    }

    /** Returns the meaning of the driver's exception. */
    static Meaning of(SQLiteException error) {
        SQLiteErrorCode code = error.getResultCode();
        String message = String.valueOf(error.getMessage());
        return Arrays.stream(Words.values())
                .filter(words -> words.isIn(code, message))
                .findFirst()
                .map(words -> words.meaning)
                .or(() -> code == SQLiteErrorCode.UNKNOWN_ERROR ? ofUnknown(message) : of(code))
                .orElse(Meaning.FAILED);
    }

    private static Optional<Meaning> ofUnknown(String message) {
        Matcher number = NUMBER.matcher(message);
        return number.find() ? ofPrimary(Integer.parseInt(number.group(1))) : Optional.empty();
    }

    private static Optional<Meaning> ofPrimary(int code) {
        return Optional.ofNullable(PRIMARY.get(SQLiteErrorCode.getErrorCode(code & PRIMARY_BITS)));
    }
}
