package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Configuration of a database to open. Immutable. */
public sealed interface AroDatabaseConfig permits SqliteConfig, PostgresConfig {

    /** Returns the clock; all times written by the library come from this clock. */
    InstantSource clock();

    /** Returns the random source for ids; a {@code SecureRandom} by default. */
    Random random();

    /** Returns the decorator of each connection pool; by default the identity function. */
    UnaryOperator<DataSource> decorator();

    /** Returns the cipher for stored secrets, or null to refuse secrets. */
    @Nullable
    FieldCipher cipher();

    /** Returns the limits of all waits. */
    TimeLimits timeLimits();

    /** Returns a copy with the given time limits. */
    AroDatabaseConfig withTimeLimits(TimeLimits limits);

    /**
     * Returns the configuration for a JDBC URL, with defaults for all other options.
     *
     * <p>A SQLite URL ignores the user and the password.
     *
     * @throws ConfigurationException if the URL is neither a SQLite nor a PostgreSQL URL, or contains a password
     */
    static AroDatabaseConfig of(String jdbcUrl, @Nullable String user, @Nullable String password) {
        if (jdbcUrl.startsWith(PostgresUrl.PREFIX)) {
            return PostgresConfig.of(jdbcUrl, user, password);
        }
        return of(jdbcUrl);
    }

    /**
     * Returns the configuration for a SQLite URL: {@code jdbc:sqlite:aro.db} or {@code jdbc:sqlite::memory:}.
     *
     * @throws ConfigurationException if the URL is not a SQLite URL, or its path is invalid
     */
    static AroDatabaseConfig of(String jdbcUrl) {
        if (jdbcUrl.equals(SqliteConfig.PREFIX + ":memory:")) {
            return SqliteConfig.inMemory();
        }
        if (jdbcUrl.startsWith(SqliteConfig.PREFIX)) {
            try {
                return SqliteConfig.file(Path.of(jdbcUrl.substring(SqliteConfig.PREFIX.length())));
            } catch (InvalidPathException e) {
                throw new ConfigurationException("The path in the SQLite URL is not a valid path; correct it.", e);
            }
        }
        throw new ConfigurationException("aro-db cannot open this JDBC URL; use jdbc:sqlite:<path>, or"
                + " jdbc:postgresql://<host>/<database> with a user and a password.");
    }
}
