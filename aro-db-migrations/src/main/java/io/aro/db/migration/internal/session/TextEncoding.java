package io.aro.db.migration.internal.session;

import io.aro.db.error.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.postgresql.PGConnection;

/**
 * The encoding of a database, required to be UTF-8.
 *
 * <p>PostgreSQL rejects a character outside its encoding only on the write of the row; a database in
 * SQL_ASCII accepts any bytes. On SQLite, keyset pages use the byte order of a text, and an erasure searches
 * the file for its bytes.
 */
public final class TextEncoding {

    private static final String OF_SERVER = "server_encoding";
    private static final String OF_CONNECTION = "client_encoding";

    private TextEncoding() {}

    /**
     * Checks that a PostgreSQL database and its connection use UTF-8.
     *
     * <p>The server reports both settings at login. They are only queried if a wrapper hides the driver's
     * connection.
     *
     * @throws ConfigurationException for another encoding; the message explains the creation of a
     *     database in UTF-8
     */
    public static void requireOnPostgres(Connection connection) throws SQLException {
        String server = told(connection, OF_SERVER);
        if (!server.equals("UTF8")) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The database uses %s, which cannot hold every name; create a database in UTF-8: CREATE DATABASE aro"
                            + " TEMPLATE template0 ENCODING 'UTF8'.",
                    server));
        }
        String client = told(connection, OF_CONNECTION);
        if (!client.equals("UTF8")) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The connection uses %s, which cannot hold every name; remove every setting of client_encoding, and"
                            + " remove allowEncodingChanges from the URL.",
                    client));
        }
    }

    /**
     * Checks that a SQLite database uses UTF-8, the default of a new file.
     *
     * @throws ConfigurationException for another encoding; the message explains the conversion
     */
    public static void requireOnSqlite(Connection connection) throws SQLException {
        String encoding = text(connection, "PRAGMA encoding");
        if (!encoding.equals("UTF-8")) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The SQLite database uses %s and aro-db needs UTF-8; create a new file without setting"
                            + " PRAGMA encoding, and copy the rows by sqlite3 old.db .dump.",
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
