package io.aro.db.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.internal.VendorErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * A connection pool with silent start and shutdown. Thread-safe.
 *
 * <p>Hikari's own data source logs five lines per pool at INFO, and a SQLite database has two pools.
 */
public final class Pool extends PlainDataSource implements AutoCloseable {

    /** Factory of connections. */
    @FunctionalInterface
    interface Maker {

        Connection connect() throws SQLException;

        /** Returns the way to the server, found by the first connection; null on SQLite. */
        default @Nullable PostgresRoute route() {
            return null;
        }
    }

    /** The time between two replacements, to spare a server that refuses each write. */
    private static final Duration SHORTEST_AGE = Duration.ofSeconds(1);

    private final HikariPool pool;
    private final FirstIsMade source;
    private final @Nullable PostgresRoute route;
    private final int size;
    private final Duration longestWait;
    private final ThreadLocal<@Nullable Deadline> deadline;
    private final @Nullable Duration lock;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong lastReplaced = new AtomicLong(System.nanoTime() - SHORTEST_AGE.toNanos());

    private Pool(
            HikariConfig config,
            FirstIsMade source,
            @Nullable PostgresRoute route,
            ThreadLocal<@Nullable Deadline> deadline,
            @Nullable Duration lock) {
        config.setDataSource(source);
        // Otherwise Hikari would retry and log the failure.
        config.setInitializationFailTimeout(-1);
        config.validate();
        this.source = source;
        this.pool = new HikariPool(config);
        this.route = route;
        this.size = config.getMaximumPoolSize();
        this.longestWait = Duration.ofMillis(config.getConnectionTimeout());
        this.deadline = deadline;
        this.lock = lock;
    }

    /**
     * Starts a pool and opens its first connection immediately, to detect faults early.
     *
     * @param deadline the deadline of the request on the current thread
     * @param lock the longest wait for SQLite's file lock; null on PostgreSQL
     * @throws AroDatabaseException if the connection cannot be opened
     */
    static Pool start(
            HikariConfig config, Maker maker, ThreadLocal<@Nullable Deadline> deadline, @Nullable Duration lock) {
        try {
            FirstIsMade source = new FirstIsMade(maker, maker.connect());
            Pool pool = new Pool(config, source, maker.route(), deadline, lock);
            pool.takeFirst();
            return pool;
        } catch (SQLException | RuntimeException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Starts a pool without a connection, for a server that may be down. */
    static Pool startEmpty(
            HikariConfig config, Maker maker, PostgresRoute route, ThreadLocal<@Nullable Deadline> deadline) {
        return new Pool(config, new FirstIsMade(maker, null), route, deadline, null);
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

    /** Returns the remaining time of the thread's request, capped at the given limit. */
    private Duration limit(Duration usual) {
        Deadline end = deadline.get();
        if (end == null) {
            return usual;
        }
        Duration left = end.left();
        return left.compareTo(usual) < 0 ? left : usual;
    }

    /** Caps the wait for other processes' locks at the remaining time of the request. */
    private static void limitWaitForLock(Connection lent, Duration limit) throws SQLException {
        SQLiteConnection connection = lent.unwrap(SQLiteConnection.class);
        int millis = Math.toIntExact(limit.toMillis());
        if (connection.getBusyTimeout() != millis) {
            connection.setBusyTimeout(millis);
        }
    }

    /** Returns the way to the server, found by the first connection; null on SQLite. */
    public @Nullable PostgresRoute route() {
        return route;
    }

    /** Returns whether a connection pooler is in front of the server. */
    boolean isPooled() {
        return route != null && route.isPooled();
    }

    /**
     * Closes idle connections, and borrowed connections at their return, unless a call within the last second did so.
     * Later calls get new connections, after a fail-over to the new primary. Does nothing on SQLite, where all
     * connections lead to one file.
     */
    public void replaceConnections() {
        long now = System.nanoTime();
        long last = lastReplaced.get();
        if (lock == null && now - last > SHORTEST_AGE.toNanos() && lastReplaced.compareAndSet(last, now)) {
            pool.softEvictConnections();
        }
    }

    /**
     * Ends all connections without a farewell to the server, which does not answer. Statements under way fail at once.
     */
    void abort() {
        pool.softEvictConnections();
        source.abort();
    }

    /** Returns whether the pool has a single connection. */
    public boolean isSingle() {
        return size == 1;
    }

    /** Returns whether a connection is in use. */
    public boolean isLent() {
        return pool.getActiveConnections() > 0;
    }

    /** Closes all connections, including borrowed connections. Idempotent. */
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

    /**
     * A data source with one connection opened in advance, for the first call of {@code getConnection}.
     */
    private static final class FirstIsMade extends PlainDataSource {

        private final Maker maker;
        private final AtomicReference<@Nullable Connection> first;
        private final Set<Connection> open = ConcurrentHashMap.newKeySet();

        FirstIsMade(Maker maker, @Nullable Connection first) {
            this.maker = maker;
            this.first = new AtomicReference<>(first);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection known = first.getAndSet(null);
            Connection made = known == null ? maker.connect() : known;
            open.removeIf(FirstIsMade::isClosed);
            open.add(made);
            return made;
        }

        private static boolean isClosed(Connection connection) {
            try {
                return connection.isClosed();
            } catch (SQLException e) {
                return true;
            }
        }

        void abort() {
            for (Connection connection : open) {
                try {
                    connection.abort(Runnable::run);
                } catch (SQLException e) {
                    // The connection is of no further use.
                }
            }
        }
    }
}
