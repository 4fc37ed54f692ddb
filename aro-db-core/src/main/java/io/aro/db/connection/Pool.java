package io.aro.db.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import io.aro.db.error.VendorErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A pool of connections that starts and ends without a line in the log; thread-safe.
 *
 * <p>Hikari's own data source writes five lines for each pool, at INFO, and a SQLite database has two pools.
 */
final class Pool extends PlainDataSource implements AutoCloseable {

    /** Makes a connection. */
    @FunctionalInterface
    interface Maker {

        Connection connect() throws SQLException;
    }

    private final HikariPool pool;
    private final int size;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Pool(HikariPool pool, int size) {
        this.pool = pool;
        this.size = size;
    }

    /** Starts a pool and makes its first connection at once, so that what is wrong is found now. */
    static Pool start(HikariConfig config, Maker maker) {
        try {
            config.setDataSource(new FirstIsMade(maker));
            // Hikari would try once more, and say so.
            config.setInitializationFailTimeout(-1);
            config.validate();
            Pool pool = new Pool(new HikariPool(config), config.getMaximumPoolSize());
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
        return pool.getConnection();
    }

    /** Returns how many connections there are at most. */
    int size() {
        return size;
    }

    /** Returns how many connections are lent. */
    int lent() {
        return pool.getActiveConnections();
    }

    boolean isClosed() {
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
