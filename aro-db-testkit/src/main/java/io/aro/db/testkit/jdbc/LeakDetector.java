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
 * A detector of leaked connections, transactions and statements; thread-safe.
 *
 * <p>A transaction leaks if its connection is closed, or returned to a pool, before the transaction ends. An open
 * statement leaks likewise, because not every pool closes the statements of a returned connection.
 */
public final class LeakDetector implements JdbcInterceptor {

    private final IdentityHashMap<Connection, Lent> lent = new IdentityHashMap<>();
    private final List<Leak> leaks = new ArrayList<>();

    private LeakDetector() {}

    /** Returns a detector without any observed connection. */
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
                // After a failed attempt the caller has no further means to end the transaction.
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

    /** Removes the connection before closing it, because a pool may lend it again immediately. */
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
     * Asserts the absence of open and leaked resources; each leak is reported once.
     *
     * @param patience the maximum wait for resources of other threads
     * @throws AssertionError if a resource is open or leaked; the message shows where its connection was opened
     */
    public void assertNone(Duration patience) {
        List<Leak> found = awaitNone(patience);
        if (!found.isEmpty()) {
            AssertionError error = new AssertionError(found.stream()
                    .map(leak -> "\n  " + leak + ".")
                    .collect(Collectors.joining(
                            "", "Close the resources of a test, in a try-with-resources statement. Left open:", "")));
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

    /** A connection in use with its open resources; not thread-safe. */
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

        /** Marks the transaction as pending from its first statement. */
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

        /** Returns the open transaction and statements of the connection. */
        List<Leak> left() {
            List<Leak> left = new ArrayList<>();
            if (!firstOfTransaction.isEmpty()) {
                left.add(new Leak(
                        "A transaction was neither committed nor rolled back; its first statement: "
                                + shortened(firstOfTransaction),
                        opened));
            }
            for (String sql : statements.values()) {
                left.add(new Leak("A statement was not closed: " + shortened(sql), opened));
            }
            return left;
        }

        /** Returns all open resources, the connection first. */
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

    /** The stack trace of a connection request. */
    private static final class Opened extends Exception {

        private static final long serialVersionUID = 1L;

        Opened() {
            super("The connection was opened here, by the thread \""
                    + Thread.currentThread().getName() + "\".");
        }
    }
}
