package io.aro.db.examples.benchmarks.peers.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A way to get a prepared statement. */
interface Preparation extends AutoCloseable {

    /** Returns a statement, closed by the caller. */
    Prepared prepare(Connection connection, String sql) throws SQLException;

    @Override
    default void close() {}

    /** Prepares each statement anew and closes it after use. */
    static Preparation anew() {
        return (connection, sql) -> new Prepared(connection.prepareStatement(sql), false);
    }

    /**
     * A borrowed statement.
     *
     * @param statement the statement
     * @param kept whether the statement remains open for its next use
     */
    record Prepared(PreparedStatement statement, boolean kept) implements AutoCloseable {

        @Override
        public void close() throws SQLException {
            if (!kept) {
                statement.close();
            }
        }
    }
}
