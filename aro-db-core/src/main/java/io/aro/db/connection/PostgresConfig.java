package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.ConfigurationException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Says which PostgreSQL database to open and how; immutable. Its text never shows the password.
 *
 * @param url the JDBC URL of the primary, {@code jdbc:postgresql://…}, without a password in it
 * @param user the role to log in as, or null to leave it to the driver
 * @param password the password of the role, or null to leave it to the driver
 * @param poolSize how many connections each pool has at most, 1 to 1000
 * @param minimumIdle how many connections each pool opens before anybody needs them, from 0 to its size
 * @param timeLimits how long the library waits for a connection, a lock, a statement and the server
 * @param pooled whether a pooler hands the connections of the server round, so that no setting of a session may be left
 * @param replicaUrl the JDBC URL to read from outside transactions, or null to read from the primary
 * @param migrate whether opening applies outstanding migrations; otherwise an outdated schema is refused
 * @param clock the clock that every time written is read from
 * @param random where the random part of ids comes from
 * @param decorator put between the library and each pool; it sees each connection lent, and each statement on it
 * @param cipher seals the secrets of the configuration, or null to refuse to store any
 */
public record PostgresConfig(
        String url,
        @Nullable String user,
        @Nullable String password,
        int poolSize,
        int minimumIdle,
        TimeLimits timeLimits,
        boolean pooled,
        @Nullable String replicaUrl,
        boolean migrate,
        InstantSource clock,
        Random random,
        UnaryOperator<DataSource> decorator,
        @Nullable FieldCipher cipher)
        implements AroDatabaseConfig {

    /** The size of a pool unless told otherwise. */
    public static final int DEFAULT_POOL_SIZE = 10;

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
        if (minimumIdle < 0 || minimumIdle > poolSize) {
            throw new ConfigurationException(
                    "The number of connections that a pool opens ahead must be from 0 to the pool size.");
        }
        if (timeLimits.lock().toMillis() < 1) {
            throw new ConfigurationException(
                    "The time limit of the lock must be at least 1 millisecond on PostgreSQL, where zero means no limit.");
        }
    }

    /** Returns the configuration of a database, with defaults for everything else. */
    public static PostgresConfig of(String url, @Nullable String user, @Nullable String password) {
        return new PostgresConfig(
                url,
                user,
                password,
                DEFAULT_POOL_SIZE,
                DEFAULT_POOL_SIZE,
                TimeLimits.defaults(),
                false,
                null,
                false,
                InstantSource.system(),
                RandomBits.UNFORESEEABLE,
                UnaryOperator.identity(),
                null);
    }

    /** Returns a copy with another size of pool, which opens all of its connections ahead. */
    public PostgresConfig withPoolSize(int size) {
        return copy(draft -> {
            draft.poolSize = size;
            draft.minimumIdle = size;
        });
    }

    /**
     * Returns a copy whose pools open so many connections ahead, and the others when they are needed.
     *
     * <p>A pool that opens all of them ahead, which is the default, answers a burst best. With many instances of a
     * service that do little, a few spare the server.
     */
    public PostgresConfig withMinimumIdle(int connections) {
        return copy(draft -> draft.minimumIdle = connections);
    }

    @Override
    public PostgresConfig withTimeLimits(TimeLimits limits) {
        return copy(draft -> draft.timeLimits = limits);
    }

    /** Returns a copy with another wait for a free connection, which is one of its time limits. */
    public PostgresConfig withConnectionTimeout(Duration timeout) {
        return withTimeLimits(timeLimits.withConnection(timeout));
    }

    /**
     * Returns a copy for a server behind a pooler, such as PgBouncer, that lends one connection to several sessions.
     *
     * <p>The sessions are left as they are: the driver ends a statement at its time limit, in whole seconds, and a lock
     * is waited for as long as the statement runs.
     */
    public PostgresConfig withPooler() {
        return copy(draft -> draft.pooled = true);
    }

    /**
     * Returns a copy that reads from a replica outside transactions.
     *
     * <p>A replica lags: what was just written may not be there yet. Inside a transaction everything is read from the
     * primary.
     */
    public PostgresConfig withReplica(String jdbcUrl) {
        return copy(draft -> draft.replicaUrl = jdbcUrl);
    }

    /** Returns a copy that applies outstanding migrations when it is opened. */
    public PostgresConfig withMigration() {
        return copy(draft -> draft.migrate = true);
    }

    /** Returns a copy with another clock. */
    public PostgresConfig withClock(InstantSource source) {
        return copy(draft -> draft.clock = source);
    }

    /** Returns a copy whose ids are made of other random bits; those of a seeded generator are the same in every run. */
    public PostgresConfig withRandom(Random bits) {
        return copy(draft -> draft.random = bits);
    }

    /** Returns a copy that puts something between the library and each pool, which must be safe for several threads. */
    public PostgresConfig withDecorator(UnaryOperator<DataSource> other) {
        return copy(draft -> draft.decorator = other);
    }

    /** Returns a copy that seals the secrets of the configuration. */
    public PostgresConfig withCipher(FieldCipher sealing) {
        return copy(draft -> draft.cipher = sealing);
    }

    /**
     * Returns a copy that stores the secrets of the configuration as they are, which is refused otherwise.
     *
     * <p>Whoever reads the database, a backup or a replica then reads the keys of the providers.
     */
    public PostgresConfig withPlaintextSecrets() {
        return withCipher(FieldCipher.plaintext());
    }

    private PostgresConfig copy(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new PostgresConfig(
                url,
                user,
                password,
                draft.poolSize,
                draft.minimumIdle,
                draft.timeLimits,
                draft.pooled,
                draft.replicaUrl,
                draft.migrate,
                draft.clock,
                draft.random,
                draft.decorator,
                draft.cipher);
    }

    /** Is what a copy may change, until it is made. */
    private static final class Draft {
        private int poolSize;
        private int minimumIdle;
        private TimeLimits timeLimits;
        private boolean pooled;
        private @Nullable String replicaUrl;
        private boolean migrate;
        private InstantSource clock;
        private Random random;
        private UnaryOperator<DataSource> decorator;
        private @Nullable FieldCipher cipher;

        Draft(PostgresConfig original) {
            this.poolSize = original.poolSize;
            this.minimumIdle = original.minimumIdle;
            this.timeLimits = original.timeLimits;
            this.pooled = original.pooled;
            this.replicaUrl = original.replicaUrl;
            this.migrate = original.migrate;
            this.clock = original.clock;
            this.random = original.random;
            this.decorator = original.decorator;
            this.cipher = original.cipher;
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "PostgresConfig[url=%s, user=%s, password=***, poolSize=%s, migrate=%s]",
                url,
                user,
                poolSize,
                migrate);
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
