package io.aro.db.migration.internal.session;

import io.aro.db.error.ConfigurationException;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The source of the connection for schema work. */
public sealed interface ConnectionSource permits SqliteFileSource, PostgresServerSource, DataSourceSource {

    /** Opens a session; makes the database where that is a file that is not there yet. */
    MigrationSession open();

    /** Opens a session on a database that is there already; refuses a file that is not, and does not make it. */
    MigrationSession openExisting();

    /** Opens a session that is only read from; refuses a file that is not there and does not make it. */
    MigrationSession openToRead();

    /** Returns a source that borrows the connections of an application. */
    static ConnectionSource of(DataSource dataSource) {
        return new DataSourceSource(dataSource);
    }

    /** Chooses the driver by the URL, whose other parts never show in a message, because they may hold a password. */
    static ConnectionSource of(String jdbcUrl, @Nullable String user, @Nullable String password) {
        if (jdbcUrl.startsWith(SqliteFileSource.PREFIX)) {
            return new SqliteFileSource(jdbcUrl);
        }
        if (jdbcUrl.startsWith(PostgresServerSource.PREFIX)) {
            return new PostgresServerSource(jdbcUrl, user, password);
        }
        throw new ConfigurationException(String.format(
                Locale.ROOT,
                "The JDBC URL must begin with %s or %s.",
                SqliteFileSource.PREFIX,
                PostgresServerSource.PREFIX));
    }
}
