package io.aro.db.connection;

import io.aro.db.error.ConfigurationException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says which PostgreSQL database to open and how; immutable. Its text never shows the password.
 *
 * @param url the JDBC URL of the primary, {@code jdbc:postgresql://…}, without a password in it
 * @param user the role to log in as, or null to leave it to the driver
 * @param password the password of the role, or null to leave it to the driver
 * @param poolSize how many connections each pool has at most, 1 to 1000
 * @param connectionTimeout how long a caller waits for a free connection, at least 250 ms
 * @param replicaUrl the JDBC URL to read from outside transactions, or null to read from the primary
 * @param migrate whether opening applies outstanding migrations; otherwise an outdated schema is refused
 * @param clock the clock that every time written is read from
 */
public record PostgresConfig(
        String url,
        @Nullable String user,
        @Nullable String password,
        int poolSize,
        Duration connectionTimeout,
        @Nullable String replicaUrl,
        boolean migrate,
        InstantSource clock)
        implements AroDatabaseConfig {

    /** The size of a pool unless told otherwise. */
    public static final int DEFAULT_POOL_SIZE = 10;

    /** How long a caller waits for a free connection unless told otherwise. */
    public static final Duration DEFAULT_CONNECTION_TIMEOUT = Duration.ofSeconds(30);

    static final String PREFIX = "jdbc:postgresql:";

    /** The driver knows no {@code user:password@host}; it would look for a host of that name and report it. */
    private static final Pattern USER_INFO = Pattern.compile("^jdbc:postgresql://[^/?]*@");

    /** Checks the URLs and ranges. */
    public PostgresConfig {
        checkUrl(url);
        if (replicaUrl != null) {
            checkUrl(replicaUrl);
        }
        if (poolSize < 1 || poolSize > 1000) {
            throw new ConfigurationException("The pool size must be from 1 to 1000.");
        }
        if (connectionTimeout.toMillis() < 250) {
            throw new ConfigurationException("The connection timeout must be at least 250 milliseconds.");
        }
    }

    /** Returns the configuration of a database, with defaults for everything else. */
    public static PostgresConfig of(String url, @Nullable String user, @Nullable String password) {
        return new PostgresConfig(
                url,
                user,
                password,
                DEFAULT_POOL_SIZE,
                DEFAULT_CONNECTION_TIMEOUT,
                null,
                false,
                InstantSource.system());
    }

    /** Returns a copy with another size of pool. */
    public PostgresConfig withPoolSize(int size) {
        return new PostgresConfig(url, user, password, size, connectionTimeout, replicaUrl, migrate, clock);
    }

    /** Returns a copy with another wait for a free connection. */
    public PostgresConfig withConnectionTimeout(Duration timeout) {
        return new PostgresConfig(url, user, password, poolSize, timeout, replicaUrl, migrate, clock);
    }

    /**
     * Returns a copy that reads from a replica outside transactions.
     *
     * <p>A replica lags: what was just written may not be there yet. Inside a transaction everything is read from the
     * primary.
     */
    public PostgresConfig withReplica(String jdbcUrl) {
        return new PostgresConfig(url, user, password, poolSize, connectionTimeout, jdbcUrl, migrate, clock);
    }

    /** Returns a copy that applies outstanding migrations when it is opened. */
    public PostgresConfig migrating() {
        return new PostgresConfig(url, user, password, poolSize, connectionTimeout, replicaUrl, true, clock);
    }

    /** Returns a copy with another clock. */
    public PostgresConfig withClock(InstantSource source) {
        return new PostgresConfig(url, user, password, poolSize, connectionTimeout, replicaUrl, migrate, source);
    }

    @Override
    public String toString() {
        return "PostgresConfig[url=%s, user=%s, password=***, poolSize=%d, migrate=%s]"
                .formatted(url, user, poolSize, migrate);
    }

    private static void checkUrl(String url) {
        if (!url.startsWith(PREFIX)) {
            throw new ConfigurationException(
                    "The JDBC URL is not one of PostgreSQL; use jdbc:postgresql://<host>/<database>.");
        }
        if (url.toLowerCase(Locale.ROOT).contains("password=")
                || USER_INFO.matcher(url).find()) {
            throw new ConfigurationException(
                    "The JDBC URL holds a password; pass it on its own, so that it is not logged.");
        }
    }
}
