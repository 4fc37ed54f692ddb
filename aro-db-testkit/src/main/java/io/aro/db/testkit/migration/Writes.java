package io.aro.db.testkit.migration;

import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The writing statements of a migrator, with an interruption at one of them.
 *
 * <p>A killed process leaves a connection closed without a commit. The interruption does the same right after
 * the statement: PostgreSQL rolls back and releases the lock, and so does SQLite with its file.
 */
final class Writes implements JdbcInterceptor {

    private static final Pattern COMMENTS = Pattern.compile("\\A(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\\W");
    private static final Set<String> READING = Set.of("select", "show", "set", "reset", "pragma", "values");

    private final End end;
    private final int last;
    private int seen;
    private boolean isInTransaction;

    private Writes(End end, int last) {
        this.end = end;
        this.last = last;
    }

    /** The kind of interruption. */
    enum End {
        /** The process ends after the statement. */
        KILL,
        /** The statement fails and the process lives on. */
        FAILURE
    }

    /** Returns the writes of a migrator with an interruption at the given write, counted from 1. */
    static Writes until(End end, int last) {
        return new Writes(end, last);
    }

    @Override
    public @Nullable Object intercept(JdbcCall call) throws SQLException {
        if (call.kind() != Kind.EXECUTE || !isWriting(call.sql())) {
            return call.proceed();
        }
        seen++;
        if (seen != last) {
            return call.proceed();
        }
        isInTransaction = !call.connection().getAutoCommit();
        if (end == End.FAILURE) {
            throw new SQLException("The test made the statement fail.", "XX000");
        }
        call.proceed();
        call.connection().close();
        throw new SQLTransientConnectionException("The test killed the migrator.", "08006");
    }

    /** Returns whether the migrator was interrupted. */
    boolean haveEnded() {
        return seen >= last;
    }

    /** Returns whether the last write was committed by itself. The next write may then leave other remains. */
    boolean haveEndedOutsideTransaction() {
        return haveEnded() && !isInTransaction;
    }

    private static boolean isWriting(String sql) {
        String statement = COMMENTS.matcher(sql).replaceFirst("");
        return !READING.contains(WORD.split(statement.toLowerCase(Locale.ROOT), 2)[0]);
    }
}
