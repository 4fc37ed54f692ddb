package io.aro.db.testkit.fault;

import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** Sessions of PostgreSQL as the server sees and ends them. */
final class ServerSessions {

    private ServerSessions() {}

    /** Ends the connection, and returns when the server has done so. */
    static void terminate(TestDatabase database, Connection victim) throws SQLException {
        int process = victim.unwrap(PGConnection.class).getBackendPID();
        try (Connection other = database.dataSource().getConnection();
                PreparedStatement end = other.prepareStatement("SELECT pg_terminate_backend(?, 60000)")) {
            end.setInt(1, process);
            try (ResultSet row = end.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new IllegalStateException("The server did not end its process " + process + ".");
                }
            }
        }
    }

    /** Returns what the driver says of a connection that has ended. */
    static SQLException errorOf(Connection ended) {
        try (Statement statement = ended.createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException e) {
            return e;
        }
        throw new IllegalStateException("The connection still works, so the server has not ended it.");
    }
}
