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
 * The writing statements of one migrator, one of which is its last.
 *
 * <p>A killed process leaves a connection that is closed without a commit, and so does this, right after the statement: on
 * PostgreSQL the server rolls back and gives the lock back, on SQLite the file does.
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

    /** The way in which a migrator ends early. */
    enum End {
        /** The process ends after the statement. */
        KILL,
        /** The statement fails and the process lives on. */
        FAILURE
    }

    /** Returns the writes of a migrator that ends so at the write with the number, counted from 1. */
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
            throw new SQLException("The test lets this statement fail.", "XX000");
        }
        call.proceed();
        call.connection().close();
        throw new SQLTransientConnectionException("The test has killed the migrator.", "08006");
    }

    /** Returns if the migrator came to its end early. */
    boolean haveEnded() {
        return seen >= last;
    }

    /** Returns if the last write was committed by itself, so that the next one may leave something else behind. */
    boolean haveEndedOutsideTransaction() {
        return haveEnded() && !isInTransaction;
    }

    private static boolean isWriting(String sql) {
        String statement = COMMENTS.matcher(sql).replaceFirst("");
        return !READING.contains(WORD.split(statement.toLowerCase(Locale.ROOT), 2)[0]);
    }
}
