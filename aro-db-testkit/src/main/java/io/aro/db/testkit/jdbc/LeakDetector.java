package io.aro.db.testkit.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A detector of leaks on the connections that go through it: the connections, their transactions, their statements.
 *
 * <p>A transaction leaks if its connection is closed, or given back, before it ends. A statement leaks likewise, because
 * not every pool closes the statements of the connections it takes back.
 */
public final class LeakDetector implements JdbcInterceptor {

    private final IdentityHashMap<Connection, Lent> lent = new IdentityHashMap<>();
    private final List<Leak> leaks = new ArrayList<>();

    private LeakDetector() {}

    /** Returns a detector that has seen nothing. */
    public static LeakDetector create() {
        return new LeakDetector();
    }

    @Override
    public @Nullable Object intercept(JdbcCall call) throws SQLException {
        return switch (call.kind()) {
            case CONNECT -> connected(call.proceed());
            case PREPARE -> prepared(call, call.proceed());
            case EXECUTE -> {
                note(call, open -> open.executed(call.sql()));
                yield call.proceed();
            }
            case BEGIN -> {
                Object result = call.proceed();
                note(call, Lent::begun);
                yield result;
            }
            case END -> {
                note(call, Lent::endedForGood);
                yield call.proceed();
            }
            case COMMIT, ROLLBACK -> {
                // One that fails was tried, and there is nothing more that its caller could do.
                note(call, Lent::ended);
                yield call.proceed();
            }
            case ROLLBACK_TO_SAVEPOINT -> call.proceed();
            case CLOSE_STATEMENT -> {
                note(call, open -> open.closed(call.target()));
                yield call.proceed();
            }
            case CLOSE_CONNECTION -> closed(call);
        };
    }

    private synchronized @Nullable Object connected(@Nullable Object result) {
        if (result instanceof Connection connection) {
            lent.put(connection, new Lent());
        }
        return result;
    }

    private synchronized @Nullable Object prepared(JdbcCall call, @Nullable Object result) {
        Lent open = lent.get(call.connection());
        if (open != null && result != null) {
            open.prepared(result, call.sql());
        }
        return result;
    }

    private synchronized void note(JdbcCall call, Consumer<Lent> event) {
        Lent open = lent.get(call.connection());
        if (open != null) {
            event.accept(open);
        }
    }

    /** Forgets the connection before it is closed, because a pool may lend it out again right after. */
    private @Nullable Object closed(JdbcCall call) throws SQLException {
        synchronized (this) {
            Lent open = lent.remove(call.connection());
            if (open != null) {
                leaks.addAll(open.left());
            }
            notifyAll();
        }
        return call.proceed();
    }

    /**
     * Returns if nothing is open and nothing was left open; what is found is found once.
     *
     * @param patience how long what other threads have open may stay so
     * @throws AssertionError if something is; it says where that was opened
     */
    public void assertNone(Duration patience) {
        List<Leak> found = awaitNone(patience);
        if (!found.isEmpty()) {
            AssertionError error = new AssertionError(found.stream()
                    .map(leak -> "\n  " + leak + ".")
                    .collect(Collectors.joining(
                            "", "Close what a test opens, in a try-with-resources statement. Left open:", "")));
            found.stream().map(Leak::opened).distinct().forEach(error::addSuppressed);
            throw error;
        }
    }

    private synchronized List<Leak> awaitNone(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); !lent.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lent.values().forEach(open -> leaks.addAll(open.leftWithConnection()));
        List<Leak> found = List.copyOf(leaks);
        lent.clear();
        leaks.clear();
        return found;
    }

    /** A connection in use, and everything open on it; not safe for use by several threads. */
    static final class Lent {

        private static final int SHOWN = 120;

        private final Throwable opened = new Opened();
        private final IdentityHashMap<Object, String> statements = new IdentityHashMap<>();
        private boolean inTransaction;
        private String firstOfTransaction = "";

        void prepared(Object statement, String sql) {
            statements.put(statement, sql);
        }

        void closed(Object statement) {
            statements.remove(statement);
        }

        void begun() {
            inTransaction = true;
        }

        /** What a statement does in a transaction is pending until that ends. */
        void executed(String sql) {
            if (inTransaction && firstOfTransaction.isEmpty()) {
                firstOfTransaction = sql;
            }
        }

        void ended() {
            firstOfTransaction = "";
        }

        void endedForGood() {
            inTransaction = false;
            ended();
        }

        /** Returns what is left open if nothing more comes, but for the connection. */
        List<Leak> left() {
            List<Leak> left = new ArrayList<>();
            if (!firstOfTransaction.isEmpty()) {
                left.add(new Leak(
                        "A transaction was neither committed nor rolled back, which began with: "
                                + shortened(firstOfTransaction),
                        opened));
            }
            for (String sql : statements.values()) {
                left.add(new Leak("A statement was not closed: " + shortened(sql), opened));
            }
            return left;
        }

        /** Returns what is left open, the connection first. */
        List<Leak> leftWithConnection() {
            List<Leak> left = new ArrayList<>();
            left.add(new Leak("A connection was not closed", opened));
            left.addAll(left());
            return left;
        }

        private static String shortened(String sql) {
            String line = sql.replaceAll("\\s+", " ").strip();
            return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
        }
    }

    /** The place where a connection was asked for. */
    private static final class Opened extends Exception {

        private static final long serialVersionUID = 1L;

        Opened() {
            super("The connection was opened here, by the thread \""
                    + Thread.currentThread().getName() + "\".");
        }
    }
}
