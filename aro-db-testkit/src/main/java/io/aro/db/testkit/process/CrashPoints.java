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
 * The crash points of a program on a data source, reported to a listener: before and after each statement
 * execution, commit and rollback.
 *
 * <p>Points are numbered from 1 in the order reached, across threads and connections. A batch is one
 * execution. A failed call has both of its points. Statements sent by the driver itself have none, such as
 * the start of a transaction or a savepoint.
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

    /** Returns crash points reported to the listener. */
    public static CrashPoints telling(Listener listener) {
        return new CrashPoints(listener);
    }

    /** The side of a call. */
    public enum Moment {
        /** Before the call; the database has done nothing. */
        BEFORE,
        /** After the database executed or rejected the call, and before the caller knows. */
        AFTER
    }

    /**
     * A listener for crash points, called on the thread that reached the point. The thread continues after
     * the return.
     */
    @FunctionalInterface
    public interface Listener {

        /**
         * Receives a crash point.
         *
         * @param ordinal the number of the point
         * @param label the verb and the table of the statement, such as {@code insert customers}, or
         *     {@code commit}
         */
        void at(int ordinal, Moment moment, String label);
    }

    @Override
    public @Nullable Object intercept(JdbcCall call) throws SQLException {
        String label = labelOf(call);
        if (label == null) {
            return call.proceed();
        }
        reach(Moment.BEFORE, label);
        try {
            return call.proceed();
        } finally {
            reach(Moment.AFTER, label);
        }
    }

    private void reach(Moment moment, String label) {
        listener.at(reached.incrementAndGet(), moment, label);
    }

    /** Returns the label of a call with points; null for any other call. */
    private static @Nullable String labelOf(JdbcCall call) {
        return switch (call.kind()) {
            case EXECUTE -> label(call.sql());
            case COMMIT -> "commit";
            case ROLLBACK -> "rollback";
            case ROLLBACK_TO_SAVEPOINT -> "rollback to savepoint";
            case CONNECT, PREPARE, BEGIN, END, CLOSE_STATEMENT, CLOSE_CONNECTION -> null;
        };
    }

    /** Returns the label of a statement: its verb and the first table written, or else read. */
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
