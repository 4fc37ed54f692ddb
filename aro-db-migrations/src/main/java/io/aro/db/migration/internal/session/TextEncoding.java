package io.aro.db.migration.internal.session;

import io.aro.db.error.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.postgresql.PGConnection;

/**
 * The encoding of a database, which must be UTF-8.
 *
 * <p>PostgreSQL refuses a character that its encoding lacks only when a row with it is written, and a database in SQL_ASCII
 * takes any bytes. On SQLite pages follow the order of the bytes of a text, and an erasure looks for them in the file.
 */
public final class TextEncoding {

    private static final String OF_SERVER = "server_encoding";
    private static final String OF_CONNECTION = "client_encoding";

    private TextEncoding() {}

    /**
     * Returns if a PostgreSQL database is in UTF-8 and texts are sent to it in UTF-8.
     *
     * <p>Both are settings that the server tells its clients at login, so it is asked only where a wrapper hides the driver's
     * connection.
     *
     * @throws ConfigurationException in any other case; the message says how to make a database in UTF-8
     */
    public static void requireOnPostgres(Connection connection) throws SQLException {
        String server = told(connection, OF_SERVER);
        if (!server.equals("UTF8")) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The database is in %s, which cannot hold every name; aro-db needs one in UTF-8: CREATE DATABASE aro"
                            + " TEMPLATE template0 ENCODING 'UTF8'.",
                    server));
        }
        String client = told(connection, OF_CONNECTION);
        if (!client.equals("UTF8")) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The connection sends texts in %s, which cannot hold every name; let nothing set client_encoding, and"
                            + " take allowEncodingChanges out of the URL.",
                    client));
        }
    }

    /**
     * Returns if a SQLite database is in UTF-8, as every new one is unless told otherwise.
     *
     * @throws ConfigurationException in any other case; the message says how to make it one in UTF-8
     */
    public static void requireOnSqlite(Connection connection) throws SQLException {
        String encoding = text(connection, "PRAGMA encoding");
        if (!encoding.equals("UTF-8")) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The SQLite database is in %s and aro-db needs UTF-8; make a new file, which is in UTF-8 unless its"
                            + " first connection sets PRAGMA encoding, and copy the rows by sqlite3 old.db .dump.",
                    encoding));
        }
    }

    private static String told(Connection connection, String setting) throws SQLException {
        String told = connection.isWrapperFor(PGConnection.class)
                ? connection.unwrap(PGConnection.class).getParameterStatus(setting)
                : null;
        return told == null ? text(connection, "SHOW " + setting) : told;
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
