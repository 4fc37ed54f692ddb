package io.aro.db.migration.internal.session;

import io.aro.db.error.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;

/**
 * The server process behind a connection, by its own answer.
 *
 * <p>A pooler tells the driver a process id of its own at login, because it lends a client several server processes.
 *
 * @param isPooled whether the process differs from the process told at login
 * @param database the name of the database
 * @param schema the current schema; null if the search path names no schema that exists
 */
public record PostgresBackend(
        boolean isPooled, String database, @Nullable String schema) {

    private static final String INQUIRY = "SELECT pg_backend_pid(), current_database(), current_schema()";
    private static final String CURRENT_SCHEMA = "currentSchema";

    /** Asks the server, in one round trip. A wrapper that hides the driver's connection hides a pooler, too. */
    public static PostgresBackend of(Connection connection) throws SQLException {
        BaseConnection driver = driver(connection).orElse(null);
        try (Statement statement = (driver == null ? connection : driver).createStatement();
                ResultSet row = statement.executeQuery(INQUIRY)) {
            row.next();
            boolean isPooled = driver != null && driver.getBackendPID() != row.getInt(1);
            return new PostgresBackend(isPooled, String.valueOf(row.getString(2)), row.getString(3));
        }
    }

    /** Returns the driver's connection; empty behind a wrapper without {@code unwrap}. */
    static Optional<BaseConnection> driver(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class)
                ? Optional.of(connection.unwrap(BaseConnection.class))
                : Optional.empty();
    }

    /** Returns a parameter of the connection's URL; empty if the URL does not contain it, or is hidden by a wrapper. */
    private static Optional<String> parameter(Connection connection, String name) throws SQLException {
        Optional<BaseConnection> driver = driver(connection);
        if (driver.isEmpty()) {
            return Optional.empty();
        }
        Properties parsed = Driver.parseURL(driver.get().getMetaData().getURL(), null);
        return Optional.ofNullable(parsed).map(parameters -> parameters.getProperty(name));
    }

    /**
     * Refuses a pooler, before a migration leaves locks and settings to other clients.
     *
     * @throws ConfigurationException if the connection passes through a pooler
     */
    void requireDirect() {
        if (isPooled) {
            throw new ConfigurationException(
                    "The connection passes through a pooler, and a migration needs a session of its own; pass the URL of"
                            + " the server itself to aro-db migrate, Migrator.of or PostgresConfig.withMigrationUrl.");
        }
    }

    /**
     * Compares the current schema with {@code currentSchema} in the connection's URL. A pooler may drop the parameter.
     *
     * @throws ConfigurationException if the schemas differ
     */
    public void requireSchemaOf(Connection connection) throws SQLException {
        String current = schema;
        Optional<String> named = parameter(connection, CURRENT_SCHEMA).flatMap(SearchPath::first);
        if (current != null && named.isPresent() && !named.get().equals(current)) {
            throw new ConfigurationException(String.format(
                            Locale.ROOT,
                            "The URL names the schema %s, and the connection works in the schema %s; create the schema, or,"
                                    + " behind a pooler, replace",
                            named.get(),
                            current)
                    + " currentSchema by ALTER ROLE … SET search_path.");
        }
    }
}
