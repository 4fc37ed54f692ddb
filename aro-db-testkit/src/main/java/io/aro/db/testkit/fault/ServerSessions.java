package io.aro.db.testkit.fault;

import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** The sessions of a PostgreSQL server, terminated from the server side. */
final class ServerSessions {

    private ServerSessions() {}

    /** Terminates the connection's session and returns after its end, within a minute. */
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

    /** Returns the driver's exception for a terminated connection. */
    static SQLException errorOf(Connection ended) {
        try (Statement statement = ended.createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException e) {
            return e;
        }
        throw new IllegalStateException("The connection still works, so the server has not ended it.");
    }
}
