package io.aro.db.examples.benchmarks.peers.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on the connections of a pool.
 *
 * @param pool the pool of connections with write access
 */
record Transactions(DataSource pool) {

    /** The content of a transaction. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {

        T run(Connection connection) throws SQLException;
    }

    <T extends @Nullable Object> T run(Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }
}
