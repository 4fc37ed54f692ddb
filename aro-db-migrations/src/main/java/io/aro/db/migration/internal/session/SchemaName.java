package io.aro.db.migration.internal.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aro.db.error.ConfigurationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * The name of a PostgreSQL schema in its exact letters, without quotes around it.
 *
 * @param text the name
 */
public record SchemaName(String text) {

    /** PostgreSQL cuts longer names, so two of them could mean one schema. */
    private static final int LONGEST = 63;

    private static final String CATALOGS = "pg_";
    private static final String STANDARD = "information_schema";

    /**
     * Checks the name.
     *
     * @throws ConfigurationException if the name is empty, longer than 63 bytes in UTF-8, has a null character, or
     *     belongs to PostgreSQL itself
     */
    public SchemaName {
        if (text.isEmpty() || text.getBytes(UTF_8).length > LONGEST || text.indexOf('\0') >= 0) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The name of a schema must have 1 to %s bytes in UTF-8 and no null character; choose another name.",
                    LONGEST));
        }
        if (text.startsWith(CATALOGS) || text.equals(STANDARD)) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT, "The schema %s belongs to PostgreSQL itself; choose another name.", text));
        }
    }

    /** Returns the exception for a schema given to SQLite. */
    public static ConfigurationException onSqlite() {
        return new ConfigurationException(
                "SQLite has no schemas; leave the schema out, and keep each business in a file of its own.");
    }

    /**
     * Checks that the database has the schema, and that the role may use it.
     *
     * @throws ConfigurationException if the schema does not exist, or the role has no right on it
     */
    public void requireOn(Connection connection) throws SQLException {
        String select = "SELECT has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace WHERE nspname = ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, text);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new ConfigurationException(String.format(
                            Locale.ROOT,
                            "The database has no schema %s; create it by CREATE SCHEMA, or correct the name.",
                            text));
                }
                if (!row.getBoolean(1)) {
                    throw new ConfigurationException(String.format(
                            Locale.ROOT,
                            "The role has no right on the schema %s; grant USAGE on the schema, or connect as its"
                                    + " owner.",
                            text));
                }
            }
        }
    }
}
