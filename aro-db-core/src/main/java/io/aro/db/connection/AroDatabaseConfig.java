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

/** The configuration of a database to open; immutable. */
public sealed interface AroDatabaseConfig permits SqliteConfig, PostgresConfig {

    /** Returns the clock for every time written by the library. */
    InstantSource clock();

    /** Returns the source of the random part of ids; a {@code SecureRandom} by default. */
    Random random();

    /** Returns the decorator of each pool; by default the pool itself. */
    UnaryOperator<DataSource> decorator();

    /** Returns the cipher for the secrets of the configuration; null if none may be stored. */
    @Nullable
    FieldCipher cipher();

    /** Returns the longest waits of the library. */
    TimeLimits timeLimits();

    /** Returns a copy with other time limits. */
    AroDatabaseConfig withTimeLimits(TimeLimits limits);

    /**
     * Returns the configuration of a JDBC URL, with defaults for everything else.
     *
     * @throws ConfigurationException if the URL is for neither SQLite nor PostgreSQL, or holds a password
     */
    static AroDatabaseConfig of(String jdbcUrl, @Nullable String user, @Nullable String password) {
        if (jdbcUrl.startsWith(PostgresUrl.PREFIX)) {
            return PostgresConfig.of(jdbcUrl, user, password);
        }
        return of(jdbcUrl);
    }

    /** Returns the configuration of a SQLite URL, such as {@code jdbc:sqlite:aro.db} or {@code jdbc:sqlite::memory:}. */
    static AroDatabaseConfig of(String jdbcUrl) {
        if (jdbcUrl.equals(SqliteConfig.PREFIX + ":memory:")) {
            return SqliteConfig.inMemory();
        }
        if (jdbcUrl.startsWith(SqliteConfig.PREFIX)) {
            try {
                return SqliteConfig.file(Path.of(jdbcUrl.substring(SqliteConfig.PREFIX.length())));
            } catch (InvalidPathException e) {
                throw new ConfigurationException("The path in the SQLite URL is not one; correct it.", e);
            }
        }
        throw new ConfigurationException("The JDBC URL is not one that aro-db can open; use jdbc:sqlite:<path>, or"
                + " jdbc:postgresql://<host>/<database> with a user and a password.");
    }
}
