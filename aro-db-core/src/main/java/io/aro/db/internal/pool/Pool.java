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

    /** Prepares a connection for the caller to whom it is lent. */
    @FunctionalInterface
    interface Lending {

        Lending AS_IT_IS = connection -> {};

        void prepare(Connection connection) throws SQLException;
    }

    private final HikariPool pool;
    private final int size;
    private final Duration longestWait;
    private final Deadlines deadlines;
    private final Lending lending;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Pool(HikariConfig config, Deadlines deadlines, Lending lending) {
        this.pool = new HikariPool(config);
        this.size = config.getMaximumPoolSize();
        this.longestWait = Duration.ofMillis(config.getConnectionTimeout());
        this.deadlines = deadlines;
        this.lending = lending;
    }

    /** Starts a pool and makes its first connection at once, so that what is wrong is found now. */
    static Pool start(HikariConfig config, Maker maker, Deadlines deadlines, Lending lending) {
        try {
            config.setDataSource(new FirstIsMade(maker));
            // Hikari would try once more, and say so.
            config.setInitializationFailTimeout(-1);
            config.validate();
            Pool pool = new Pool(config, deadlines, lending);
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
        Connection connection = pool.getConnection(deadlines.limit(longestWait).toMillis());
        try {
            lending.prepare(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Returns how many connections there are at most. */
    int size() {
        return size;
    }

    /** Returns how many connections are lent. */
    int lent() {
        return pool.getActiveConnections();
    }

    public boolean isClosed() {
        return closed.get();
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
