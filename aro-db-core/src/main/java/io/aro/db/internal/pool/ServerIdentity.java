package io.aro.db.internal.pool;

import io.aro.db.error.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a PostgreSQL server and of the connected database. A replica shares the cluster and the database with
 * its primary.
 *
 * @param cluster the system identifier, given at initdb; empty if the role may not read it
 * @param database the object identifier of the database
 * @param start the start of the server, different for each server of a cluster
 * @param schema the current schema; null if the search path names no schema that exists
 * @param tellsTimeline whether the role may read the timeline of a server in recovery
 */
record ServerIdentity(
        String cluster,
        String database,
        String start,
        @Nullable String schema,
        boolean tellsTimeline) {

    private static final String NO_RIGHT = "42501";

    private static final String CLUSTER = "SELECT system_identifier FROM pg_control_system()";

    private static final String SERVER = """
            SELECT oid, pg_postmaster_start_time(), current_schema(),
                   has_function_privilege('pg_control_checkpoint()', 'EXECUTE')
                   AND has_function_privilege('pg_control_recovery()', 'EXECUTE')
            FROM pg_database WHERE datname = current_database()""";

    private static final String WRITTEN = """
            SELECT ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint,
                   pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')""";

    /** The control file may lag behind a fail-over. The receiver is visible to roles with pg_read_all_stats. */
    private static final String TIMELINE = """
            SELECT greatest((SELECT timeline_id FROM pg_control_checkpoint()),
                     (SELECT min_recovery_end_timeline FROM pg_control_recovery()),
                     (SELECT received_tli FROM pg_stat_wal_receiver))""";

    /** Returns the identity of the server of a connection outside a transaction. */
    static ServerIdentity of(Connection connection) throws SQLException {
        String cluster = cluster(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SERVER)) {
            row.next();
            return new ServerIdentity(cluster, row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4));
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

    /** Returns the query of the timeline and the position written, of a primary. */
    String written() {
        return WRITTEN;
    }

    /** Returns the query of the timeline and the position replayed, without a row on a primary; a hidden timeline is 0. */
    String replayed() {
        return String.format(
                Locale.ROOT,
                "SELECT (%s), pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') WHERE pg_is_in_recovery()",
                tellsTimeline ? TIMELINE : "SELECT 0");
    }

    /**
     * Checks the server of a replica. The primary itself passes, for a URL that leads to it without a replica.
     *
     * @param searches whether the search path decides about the schema
     * @param recovers whether the server of the replica is in recovery
     * @throws ConfigurationException if the server is of another cluster or database, works in another schema, or was promoted
     */
    void requireFollower(ServerIdentity replica, boolean searches, boolean recovers) {
        boolean isOther = !cluster.isEmpty() && !replica.cluster.isEmpty() && !cluster.equals(replica.cluster);
        if (isOther || !database.equals(replica.database)) {
            throw new ConfigurationException(
                    "The URL of the replica leads to another cluster or another database than the URL of the primary;"
                            + " name a replica of this primary.");
        }
        if (searches && !Objects.equals(schema, replica.schema)) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The primary works in the schema %s, and the replica in the schema %s; add currentSchema to the URL"
                            + " of the replica, or use PostgresConfig.withSchema.",
                    schema,
                    replica.schema));
        }
        if (!recovers && !start.equals(replica.start)) {
            throw new ConfigurationException(
                    "The server of the replica follows no primary; name a replica of this primary, or rebuild the"
                            + " promoted server as one.");
        }
    }
}
