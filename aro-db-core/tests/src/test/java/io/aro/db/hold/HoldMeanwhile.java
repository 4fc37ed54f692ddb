package io.aro.db.hold;

import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A concurrent hold, placed right before the nth statement of a call. A repeated statement does not count again.
 *
 * <p>The call pauses until the hold is placed or waits for the call.
 */
final class HoldMeanwhile<T> implements JdbcInterceptor, AutoCloseable {

    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private final boolean isPostgres;
    private final Connection observer;
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private @Nullable Callable<T> hold;
    private @Nullable Future<T> placed;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private int left;

    HoldMeanwhile(TestDatabase database) throws SQLException {
        this.isPostgres = database.engine().isPostgres();
        this.observer = database.dataSource().getConnection();
        if (!isPostgres) {
            execute("PRAGMA busy_timeout = 0");
        }
    }

    /** Chooses the nth statement from now on. */
    void beforeStatement(int nth, Callable<T> action) {
        hold = action;
        placed = null;
        left = nth;
        seen.clear();
    }

    /** Returns the result of the hold, or null after a call with fewer statements. */
    @Nullable
    T await() throws Exception {
        hold = null;
        return placed == null ? null : placed.get(1, TimeUnit.MINUTES);
    }

    @Override
    public @Nullable Object intercept(JdbcCall call) throws SQLException {
        Callable<T> action = hold;
        if (action != null && call.kind() == Kind.EXECUTE && seen.add(call.sql()) && --left == 0) {
            hold = null;
            boolean mustWait = !isPostgres && isWriting();
            Future<T> begun = other.submit(action);
            placed = begun;
            while (!mustWait && !begun.isDone() && !isWaiting()) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
            }
        }
        return call.proceed();
    }

    /** Returns whether the call writes. SQLite has one writer, so the hold then waits for the call. */
    private boolean isWriting() {
        try {
            execute("BEGIN IMMEDIATE");
            execute("ROLLBACK");
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    private boolean isWaiting() throws SQLException {
        if (!isPostgres) {
            return false;
        }
        try (Statement statement = observer.createStatement();
                ResultSet row = statement.executeQuery(WAITING)) {
            return row.next() && row.getInt(1) > 0;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = observer.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        other.shutdownNow();
        observer.close();
    }
}
