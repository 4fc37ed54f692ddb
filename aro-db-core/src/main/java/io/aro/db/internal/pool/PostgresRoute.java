package io.aro.db.internal.pool;

import io.aro.db.error.ConfigurationException;
import io.aro.db.migration.internal.session.PostgresBackend;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The way to a PostgreSQL server, found by a connection.
 *
 * @param isPooled whether a pooler is in front of the server
 * @param prepares whether the driver prepares statements on the server
 * @param database the name of the database
 * @param isStandby whether the server told at login that it is in recovery; a pooler may hide it
 */
public record PostgresRoute(boolean isPooled, boolean prepares, String database, boolean isStandby) {

    /** The way to a server that is down. Its statements are limited as behind a pooler, which is right for both. */
    static final PostgresRoute UNKNOWN = new PostgresRoute(true, false, "", false);

    /**
     * Asks the server of a connection with access to the driver's, in one round trip.
     *
     * @param schema the schema of the tables, independent of the URL; null to rely on the search path
     * @throws ConfigurationException if the search path counts, and the URL names another schema
     */
    public static PostgresRoute of(Connection connection, @Nullable String schema) throws SQLException {
        PostgresBackend backend = PostgresBackend.of(connection);
        if (schema == null) {
            backend.requireSchemaOf(connection);
        }
        PGConnection driver = connection.unwrap(PGConnection.class);
        boolean isStandby = "on".equals(driver.getParameterStatus("in_hot_standby"));
        return new PostgresRoute(backend.isPooled(), driver.getPrepareThreshold() != 0, backend.database(), isStandby);
    }

    /** Returns a copy with or without a pooler. */
    PostgresRoute withPooled(boolean pooled) {
        return new PostgresRoute(pooled, prepares, database, isStandby);
    }

    /** Returns the description, as in {@code through a pooler, prepared statements off}. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "%s, prepared statements %s",
                isPooled ? "through a pooler" : "directly",
                prepares ? "on" : "off");
    }
}
