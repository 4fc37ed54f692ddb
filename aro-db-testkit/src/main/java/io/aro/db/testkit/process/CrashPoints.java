package io.aro.db.testkit.process;

import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The points of a program on its way through a data source, each told to a listener: before and after each execution
 * of a statement, each commit and each rollback.
 *
 * <p>The points are numbered from 1 in the order in which they are reached, whichever thread and connection that is on; a
 * batch is one execution. A call that fails has both of its points. What a driver sends by itself, such as the beginning
 * of a transaction or a savepoint, has none.
 */
public final class CrashPoints implements JdbcInterceptor {

    private static final Pattern WRITING = Pattern.compile("\\b(insert into|update|delete from) (\\w+)");
    private static final Pattern READING = Pattern.compile("\\b(select)\\b.*? from (\\w+)");
    private static final Pattern WORD = Pattern.compile("\\w+");

    private final Listener listener;
    private final AtomicInteger reached = new AtomicInteger();

    private CrashPoints(Listener listener) {
        this.listener = listener;
    }

    /** Returns points that the listener is told of. */
    public static CrashPoints telling(Listener listener) {
        return new CrashPoints(listener);
    }

    /** Which side of a call a point is on. */
    public enum Moment {
        /** Nothing of the call is done yet. */
        BEFORE,
        /** The database has done what it was told to, or refused it, and the caller does not know yet. */
        AFTER
    }

    /** Hears of the points, on the thread that reaches them; the thread goes on when it returns. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Hears of one point.
         *
         * @param ordinal the number of the point
         * @param what the verb and the table of the statement, such as {@code insert customers}, or {@code commit}
         */
        void at(int ordinal, Moment moment, String what);
    }

    @Override
    public @Nullable Object intercept(JdbcCall call) throws SQLException {
        String what = labelOf(call);
        if (what == null) {
            return call.proceed();
        }
        reach(Moment.BEFORE, what);
        try {
            return call.proceed();
        } finally {
            reach(Moment.AFTER, what);
        }
    }

    private void reach(Moment moment, String what) {
        listener.at(reached.incrementAndGet(), moment, what);
    }

    /** Returns the label of a call that has points, and null for any other. */
    private static @Nullable String labelOf(JdbcCall call) {
        return switch (call.kind()) {
            case EXECUTE -> label(call.sql());
            case COMMIT -> "commit";
            case ROLLBACK -> "rollback";
            case ROLLBACK_TO_SAVEPOINT -> "rollback to savepoint";
            case CONNECT, PREPARE, BEGIN, END, CLOSE_STATEMENT, CLOSE_CONNECTION -> null;
        };
    }

    /** A statement is called by the first table that it writes, or else reads. */
    static String label(String sql) {
        String plain = JdbcCall.plain(sql);
        for (Pattern form : List.of(WRITING, READING)) {
            Matcher matcher = form.matcher(plain);
            if (matcher.find()) {
                return firstWord(matcher.group(1)) + " " + matcher.group(2);
            }
        }
        return firstWord(plain);
    }

    private static String firstWord(String text) {
        Matcher matcher = WORD.matcher(text);
        return matcher.find() ? matcher.group() : text;
    }
}
