package io.aro.db.internal.pool;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * A statement compiled by SQLite.
 *
 * @param text the SQL text
 * @param pointer the driver's handle of the compiled form
 * @param columns the names of the result columns
 * @param parameters the number of parameters
 */
@SuppressWarnings("ArrayRecordComponent") // The driver's form; no record is compared.
record CompiledStatement(String text, SafeStmtPtr pointer, String[] columns, int parameters) {

    /** Fits our longest statements. Longer texts are lists of ids, each with its own length and rarely repeated. */
    static final int LONGEST_TEXT = 8_192;

    /** Excludes PRAGMA: it may act on compilation, and then its second run does nothing. */
    private static final Pattern READS_OR_WRITES_ROWS =
            Pattern.compile("(?:select|insert|update|delete|with)\\b", Pattern.CASE_INSENSITIVE);

    /**
     * Finds columns with names from the schema: {@code *} at the place of a column, and the row id. Excludes comments,
     * which would hide them.
     */
    private static final Pattern NAMES_FROM_SCHEMA = Pattern.compile(
            "(?:\\b(?:select|distinct|all|returning)|[,.])\\s*\\*|/\\*|--|rowid|\\boid\\b", Pattern.CASE_INSENSITIVE);

    /** Returns the compiled form of a statement just prepared. */
    static CompiledStatement of(JDBC4PreparedStatement statement, String text) throws SQLException {
        SafeStmtPtr pointer = statement.pointer;
        return new CompiledStatement(text, pointer, pointer.safeRun(DB::column_names), statement.getParameterCount());
    }

    /**
     * Returns whether the statement may be used again.
     *
     * <p>SQLite compiles a statement anew after a change of the schema. The driver does not notice, so the columns must
     * remain the same.
     */
    static boolean isReusable(String text) {
        return text.length() <= LONGEST_TEXT
                && READS_OR_WRITES_ROWS.matcher(text).lookingAt()
                && !NAMES_FROM_SCHEMA.matcher(text).find();
    }
}
