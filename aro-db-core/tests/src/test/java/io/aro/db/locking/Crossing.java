package io.aro.db.locking;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ContentionException;
import io.aro.db.error.UnavailableException;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Two crossing writers: the first stops between two statements, the second runs until done or blocked, then the first
 * continues.
 *
 * <p>Any possible deadlock of two transactions happens at one of these stops.
 */
final class Crossing implements AutoCloseable {

    private static final String WAITS = "SELECT cardinality(pg_blocking_pids(?)) > 0";
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final AroDatabase first;
    private final AroDatabase second;
    private final Connection observer;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private volatile @Nullable Stop stop;
    private volatile int processOfSecond;
    private volatile @Nullable List<String> heard;

    /** The stop of the first writer, after a number of statements. */
    private static final class Stop {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private int left;

        Stop(int statements) {
            this.left = statements;
        }

        void passed() {
            left--;
            if (left == 0) {
                reached.countDown();
                await(goOn);
            }
        }
    }

    Crossing(TestDatabase database) throws SQLException {
        this.first = database.open(this::ofFirst);
        this.second = database.open(this::ofSecond);
        this.observer = database.dataSource().getConnection();
    }

    private @Nullable Object ofFirst(JdbcCall call) throws SQLException {
        Object result = call.proceed();
        if (call.kind() == Kind.EXECUTE) {
            List<String> listener = heard;
            if (listener != null) {
                listener.add(call.plainSql());
            }
            Stop next = stop;
            if (next != null) {
                next.passed();
            }
        }
        return result;
    }

    private @Nullable Object ofSecond(JdbcCall call) throws SQLException {
        if (call.kind() == Kind.EXECUTE) {
            processOfSecond = call.connection().unwrap(PGConnection.class).getBackendPID();
        }
        return call.proceed();
    }

    /** Runs the writer alone, and returns the numbers of the statements after which a stop may hold a new lock. */
    List<Integer> stopsOf(Writer writer, Scene scene) throws Exception {
        List<String> statements = new ArrayList<>();
        heard = statements;
        write(writer, first, scene, null);
        heard = null;
        return IntStream.range(1, statements.size())
                .filter(i -> locks(statements.get(i - 1)))
                .boxed()
                .toList();
    }

    private static boolean locks(String statement) {
        return !statement.startsWith("select") || statement.contains(" for ") || statement.contains("advisory");
    }

    /** Crosses the two writers and returns the refused writers. */
    List<String> cross(Writer one, int afterStatements, Writer other, Scene scene) throws Exception {
        Stop here = new Stop(afterStatements);
        stop = here;
        processOfSecond = 0;
        Future<?> begun = threads.submit(() -> write(one, first, scene, here));
        await(here.reached);
        Future<?> begunToo = threads.submit(() -> write(other, second, scene, null));
        while (!begunToo.isDone() && !waits()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        here.goOn.countDown();
        List<String> refusals = new ArrayList<>();
        for (Future<?> each : List.of(begun, begunToo)) {
            Object refusal = each.get(1, TimeUnit.MINUTES);
            if (refusal != null) {
                refusals.add(String.format(
                        Locale.ROOT, "%s, stopped after %s, and %s: %s", one, afterStatements, other, refusal));
            }
        }
        stop = null;
        return refusals;
    }

    /**
     * Writes and reports contention only. Other refusals are expected: an erased customer has no appointment to
     * confirm.
     */
    private static @Nullable Object write(Writer writer, AroDatabase db, Scene scene, @Nullable Stop stop)
            throws Exception {
        try {
            writer.work().write(db, scene);
            return null;
        } catch (ContentionException e) {
            return writer + " was refused";
        } catch (AroDatabaseException e) {
            return e instanceof UnavailableException ? e : null;
        } finally {
            if (stop != null) {
                stop.reached.countDown();
            }
        }
    }

    private boolean waits() throws SQLException {
        try (PreparedStatement question = observer.prepareStatement(WAITS)) {
            question.setInt(1, processOfSecond);
            try (ResultSet row = question.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new AssertionError("Nothing came for a minute.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws SQLException {
        threads.shutdownNow();
        observer.close();
    }
}
