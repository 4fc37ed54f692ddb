package io.aro.db.migration.internal.session;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.internal.VendorErrors;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Connects to a PostgreSQL server by URL. */
record PostgresServerSource(
        String url, @Nullable String user, @Nullable String password) implements ConnectionSource {

    static final String PREFIX = "jdbc:postgresql:";

    /** Refuses a URL that the driver cannot read. */
    PostgresServerSource {
        at(url);
    }

    private static PGSimpleDataSource at(String url) {
        PGSimpleDataSource server = new PGSimpleDataSource();
        // The detail of a server's error quotes the row.
        server.setLogServerErrorDetail(false);
        server.setTcpKeepAlive(true);
        try {
            server.setUrl(url);
            return server;
        } catch (IllegalArgumentException e) {
            // The cause is left out, because it quotes the URL and whatever password is in it.
            throw new ConfigurationException(
                    "The URL cannot be read; a PostgreSQL one looks like jdbc:postgresql://host:5432/database.");
        }
    }

    @Override
    public MigrationSession open() {
        PGSimpleDataSource server = at(url);
        if (user != null) {
            server.setUser(user);
        }
        if (password != null) {
            server.setPassword(password);
        }
        try {
            return MigrationSession.on(server.getConnection());
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
        return open();
    }

    /** Names neither the password nor the URL, which may hold one. */
    @Override
    public String toString() {
        return "PostgresServer";
    }
}
