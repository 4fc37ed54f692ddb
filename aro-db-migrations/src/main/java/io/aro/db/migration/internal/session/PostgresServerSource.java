package io.aro.db.migration.internal.session;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.internal.VendorErrors;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A source of connections to a PostgreSQL server by URL.
 *
 * @param schema the schema of the sessions; null for the current schema of the connection
 */
record PostgresServerSource(
        String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable SchemaName schema) implements ConnectionSource {

    static final String PREFIX = "jdbc:postgresql:";
    private static final String OLDEST_SERVER = "15";

    private static final int SECONDS_TO_CONNECT = 10;

    /** Rejects a URL unreadable to the driver. */
    PostgresServerSource {
        at(url);
    }

    private static PGSimpleDataSource at(String url) {
        PGSimpleDataSource server = new PGSimpleDataSource();
        // The detail of a server error quotes the row.
        server.setLogServerErrorDetail(false);
        server.setTcpKeepAlive(true);
        // Sends the application name at login. Otherwise the driver sets it on the session, which a pooler shares.
        server.setAssumeMinServerVersion(OLDEST_SERVER);
        // The login, too, must end at a frozen server. A script has no limit, so the socket has none.
        server.setConnectTimeout(SECONDS_TO_CONNECT);
        server.setLoginTimeout(SECONDS_TO_CONNECT);
        try {
            server.setUrl(url);
            return server;
        } catch (IllegalArgumentException e) {
            // The cause quotes the URL, possibly with a password, and is dropped.
            throw new ConfigurationException(
                    "The URL cannot be read; use the form jdbc:postgresql://host:5432/database.");
        }
    }

    @Override
    public ConnectionSource in(SchemaName other) {
        return new PostgresServerSource(url, user, password, other);
    }

    @Override
    public MigrationSession open() {
        return MigrationSession.on(connect(), schema);
    }

    private Connection connect() {
        PGSimpleDataSource server = at(url);
        if (user != null) {
            server.setUser(user);
        }
        if (password != null) {
            server.setPassword(password);
        }
        try {
            return server.getConnection();
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    @Override
    public MigrationSession openExisting() {
        return open();
    }

    @Override
    public MigrationSession openToRead() {
        return MigrationSession.toRead(connect(), schema);
    }

    /** Omits the password, and the URL with its possible password. */
    @Override
    public String toString() {
        return "PostgresServer";
    }
}
