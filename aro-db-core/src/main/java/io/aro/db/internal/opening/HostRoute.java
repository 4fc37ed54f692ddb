package io.aro.db.internal.opening;

import io.aro.db.error.ConfigurationException;
import io.aro.db.internal.pool.PostgresRoute;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The way from a host application's connection to PostgreSQL: its pooler, and its schema.
 *
 * <p>A connection inside a transaction is not asked: each transaction of the application may open a database over it.
 */
final class HostRoute {

    /** The driver's default. A data source of the driver cannot tell a chosen default from none. */
    private static final int BY_DEFAULT = 5;

    private HostRoute() {}

    /**
     * Returns the way of a connection; null on SQLite, inside a transaction, and behind a wrapper without {@code unwrap}.
     *
     * <p>In a pooler's transaction mode, a prepared COMMIT may run as another statement.
     *
     * @param schema the schema of the tables; null to rely on the search path
     * @throws ConfigurationException if a pooler meets statements prepared on the server by default, or the schema
     *     differs from the URL
     */
    static @Nullable PostgresRoute of(Connection connection, @Nullable String schema) throws SQLException {
        if (!connection.getAutoCommit() || !connection.isWrapperFor(PGConnection.class)) {
            return null;
        }
        PostgresRoute route = PostgresRoute.of(connection, schema);
        if (route.isPooled() && connection.unwrap(PGConnection.class).getPrepareThreshold() == BY_DEFAULT) {
            throw new ConfigurationException(
                    "The connections of the pool pass through a pooler, where prepared statements may run as others; add"
                            + " prepareThreshold=0 to the URL, or prepareThreshold=4 if the pooler tracks them.");
        }
        return route;
    }
}
