package io.aro.db.migration.internal.session;

import io.aro.db.error.ConfigurationException;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The source of the connection for schema work. */
public sealed interface ConnectionSource permits SqliteFileSource, PostgresServerSource, DataSourceSource {

    /** Opens a session. Creates the file of a SQLite database if absent. */
    MigrationSession open();

    /** Opens a session on an existing database. Rejects an absent file without creating the file. */
    MigrationSession openExisting();

    /** Opens a session for reading only. Rejects an absent file without creating the file. */
    MigrationSession openToRead();

    /**
     * Returns a source of sessions in a schema, independent of the search path.
     *
     * @throws ConfigurationException if the engine is SQLite, without schemas
     */
    ConnectionSource in(SchemaName schema);

    /** Returns a source of connections borrowed from the application. */
    static ConnectionSource of(DataSource dataSource) {
        return new DataSourceSource(dataSource, null);
    }

    /**
     * Returns the source for a JDBC URL. Messages show no other part than the prefix, as a URL may hold a
     * password.
     */
    static ConnectionSource of(String jdbcUrl, @Nullable String user, @Nullable String password) {
        if (jdbcUrl.startsWith(SqliteFileSource.PREFIX)) {
            return new SqliteFileSource(jdbcUrl);
        }
        if (jdbcUrl.startsWith(PostgresServerSource.PREFIX)) {
            return new PostgresServerSource(jdbcUrl, user, password, null);
        }
        throw new ConfigurationException(String.format(
                Locale.ROOT,
                "The JDBC URL must begin with %s or %s.",
                SqliteFileSource.PREFIX,
                PostgresServerSource.PREFIX));
    }
}
