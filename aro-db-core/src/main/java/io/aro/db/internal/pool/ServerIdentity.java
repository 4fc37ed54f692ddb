package io.aro.db.internal.pool;

import io.aro.db.error.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The identity of a PostgreSQL server and of the connected database. A replica shares the cluster and the database with
 * its primary.
 *
 * @param cluster the system identifier, given at initdb; empty if the role may not read it
 * @param database the object identifier of the database
 * @param start the start of the server, different for each server of a cluster
 */
record ServerIdentity(String cluster, String database, String start) {

    private static final String NO_RIGHT = "42501";

    private static final String CLUSTER = "SELECT system_identifier FROM pg_control_system()";

    private static final String SERVER =
            "SELECT oid, pg_postmaster_start_time() FROM pg_database" + " WHERE datname = current_database()";

    /** Returns the identity of the server of a connection outside a transaction. */
    static ServerIdentity of(Connection connection) throws SQLException {
        String cluster = cluster(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SERVER)) {
            row.next();
            return new ServerIdentity(cluster, row.getString(1), row.getString(2));
        }
    }

    private static String cluster(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CLUSTER)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            if (NO_RIGHT.equals(e.getSQLState())) {
                return "";
            }
            throw e;
        }
    }

    /**
     * Checks the server of a replica. The primary itself passes, for a URL that leads to it without a replica.
     *
     * @param recovers whether the server of the replica is in recovery
     * @throws ConfigurationException if the server is of another cluster or database, or was promoted
     */
    void requireFollower(ServerIdentity replica, boolean recovers) {
        boolean isOther = !cluster.isEmpty() && !replica.cluster.isEmpty() && !cluster.equals(replica.cluster);
        if (isOther || !database.equals(replica.database)) {
            throw new ConfigurationException(
                    "The URL of the replica leads to another cluster or another database than the URL of the primary;"
                            + " name a replica of this primary.");
        }
        if (!recovers && !start.equals(replica.start)) {
            throw new ConfigurationException(
                    "The server of the replica follows no primary; name a replica of this primary, or rebuild the"
                            + " promoted server as one.");
        }
    }
}
