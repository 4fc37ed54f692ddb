package io.aro.db.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.aro.db.error.internal.VendorErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * A pool of connections that starts and ends without a line in the log; thread-safe.
 *
 * <p>Hikari's own data source writes five lines for each pool, at INFO, and a SQLite database has two pools.
 */
public final class Pool extends PlainDataSource implements AutoCloseable {

    /** Makes a connection. */
    @FunctionalInterface
    interface Maker {

        Connection connect() throws SQLException;
    }

    private final HikariPool pool;
    private final int size;
    private final Duration longestWait;
    private final ThreadLocal<@Nullable Deadline> deadline;
    private final @Nullable Duration lock;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Pool(HikariConfig config, ThreadLocal<@Nullable Deadline> deadline, @Nullable Duration lock) {
        this.pool = new HikariPool(config);
        this.size = config.getMaximumPoolSize();
        this.longestWait = Duration.ofMillis(config.getConnectionTimeout());
        this.deadline = deadline;
        this.lock = lock;
    }

    /**
     * Starts a pool and makes its first connection at once, so that a fault is found now.
     *
     * @param deadline the end of the waits of the request that a thread is at
     * @param lock the longest wait for the lock on a file of SQLite; null on PostgreSQL
     */
    static Pool start(
            HikariConfig config, Maker maker, ThreadLocal<@Nullable Deadline> deadline, @Nullable Duration lock) {
        try {
            config.setDataSource(new FirstIsMade(maker));
            // Hikari would try once more, and say so.
            config.setInitializationFailTimeout(-1);
            config.validate();
            Pool pool = new Pool(config, deadline, lock);
            pool.takeFirst();
            return pool;
        } catch (SQLException | RuntimeException e) {
            throw VendorErrors.translate(e);
        }
    }

    private void takeFirst() throws SQLException {
        try {
            getConnection().close();
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (closed.get()) {
            throw new SQLException("The pool has been closed.");
        }
        Connection connection = pool.getConnection(limit(longestWait).toMillis());
        try {
            if (lock != null) {
                limitWaitForLock(connection, limit(lock));
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Returns the limit, or the time that the request of this thread has left if that is shorter. */
    private Duration limit(Duration usual) {
        Deadline end = deadline.get();
        if (end == null) {
            return usual;
        }
        Duration left = end.left();
        return left.compareTo(usual) < 0 ? left : usual;
    }

    /** Lets a transaction wait for another process no longer than its request may. */
    private static void limitWaitForLock(Connection lent, Duration limit) throws SQLException {
        SQLiteConnection connection = lent.unwrap(SQLiteConnection.class);
        int millis = Math.toIntExact(limit.toMillis());
        if (connection.getBusyTimeout() != millis) {
            connection.setBusyTimeout(millis);
        }
    }

    /** Tells whether the pool has one connection only. */
    public boolean isSingle() {
        return size == 1;
    }

    /** Tells whether a connection is lent. */
    public boolean isLent() {
        return pool.getActiveConnections() > 0;
    }

    /** Closes all connections, those that are lent, too; does nothing the second time. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            try {
                pool.shutdown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives first the connection that it made when it was made itself, and throws then if that fails. */
    private static final class FirstIsMade extends PlainDataSource {

        private final Maker maker;
        private final AtomicReference<@Nullable Connection> first;

        FirstIsMade(Maker maker) throws SQLException {
            this.maker = maker;
            this.first = new AtomicReference<>(maker.connect());
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection made = first.getAndSet(null);
            return made == null ? maker.connect() : made;
        }
    }
}
