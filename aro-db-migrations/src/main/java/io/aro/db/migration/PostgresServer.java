package io.aro.db.migration;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.VendorErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Connects to a PostgreSQL server by URL. */
record PostgresServer(String url, @Nullable String user, @Nullable String password) implements ConnectionSource {

    static final String PREFIX = "jdbc:postgresql:";

    @Override
    public Session open() {
        Properties properties = new Properties();
        if (user != null) {
            PGProperty.USER.set(properties, user);
        }
        if (password != null) {
            PGProperty.PASSWORD.set(properties, password);
        }
        // The detail of a server's error quotes the row.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        try {
            Connection connection = new Driver().connect(url, properties);
            if (connection == null) {
                throw new ConfigurationException(
                        "The URL cannot be read; a PostgreSQL one looks like jdbc:postgresql://host:5432/database.");
            }
            return Session.on(connection);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    @Override
    public Session openToRead() {
        return open();
    }

    /** Names neither the password nor the URL, which may hold one. */
    @Override
    public String toString() {
        return "PostgresServer";
    }
}
