package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.ConfigurationException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The configuration of a PostgreSQL database; immutable. Its text never shows the password. */
public final class PostgresConfig implements AroDatabaseConfig {

    /** The default size of a pool. */
    public static final int DEFAULT_POOL_SIZE = 10;

    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;
    private final int poolSize;
    private final int minimumIdle;
    private final TimeLimits timeLimits;
    private final boolean pooled;
    private final @Nullable String replicaUrl;
    private final boolean migrate;
    private final InstantSource clock;
    private final Random random;
    private final UnaryOperator<DataSource> decorator;
    private final @Nullable FieldCipher cipher;

    /** Checks the URLs and ranges. */
    PostgresConfig(
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
            @Nullable FieldCipher cipher) {
        PostgresUrl.check(Options.required("URL", url));
        if (replicaUrl != null) {
            PostgresUrl.check(replicaUrl);
        }
        if (poolSize < 1 || poolSize > 1000) {
            throw new ConfigurationException("The pool size must be from 1 to 1000.");
        }
        if (minimumIdle < 0 || minimumIdle > poolSize) {
            throw new ConfigurationException(
                    "The number of connections that a pool opens ahead must be from 0 to the pool size.");
        }
        if (Options.required("time limits", timeLimits).lock().toMillis() < 1) {
            throw new ConfigurationException(
                    "The time limit of the lock must be at least 1 millisecond on PostgreSQL, where zero means no limit.");
        }
        this.url = url;
        this.user = user;
        this.password = password;
        this.poolSize = poolSize;
        this.minimumIdle = minimumIdle;
        this.timeLimits = timeLimits;
        this.pooled = pooled;
        this.replicaUrl = replicaUrl;
        this.migrate = migrate;
        this.clock = Options.required("clock", clock);
        this.random = Options.required("source of random bits", random);
        this.decorator = Options.required("decorator", decorator);
        this.cipher = cipher;
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
        return copy(draft -> draft.replicaUrl = Options.required("URL of the replica", jdbcUrl));
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
        return copy(draft -> draft.cipher = Options.required("cipher", sealing));
    }

    /**
     * Returns a copy that stores the secrets of the configuration as they are, which is refused otherwise.
     *
     * <p>Whoever reads the database, a backup or a replica then reads the keys of the providers.
     */
    public PostgresConfig withPlaintextSecrets() {
        return withCipher(FieldCipher.plaintext());
    }

    private PostgresConfig copy(Consumer<PostgresDraft> change) {
        PostgresDraft draft = new PostgresDraft(this);
        change.accept(draft);
        return draft.config();
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

    /** Returns the JDBC URL of the primary, {@code jdbc:postgresql://…}, without a password in it. */
    public String url() {
        return url;
    }

    /** Returns the role to log in as, or null to leave it to the driver. */
    public @Nullable String user() {
        return user;
    }

    /** Returns the password of the role, or null to leave it to the driver. */
    public @Nullable String password() {
        return password;
    }

    /** Returns the largest size of each pool, 1 to 1000. */
    public int poolSize() {
        return poolSize;
    }

    /** Returns the number of connections that each pool opens ahead, from 0 to its size. */
    public int minimumIdle() {
        return minimumIdle;
    }

    @Override
    public TimeLimits timeLimits() {
        return timeLimits;
    }

    /** Tells whether the server is behind a pooler, so that no setting of a session may be left. */
    public boolean pooled() {
        return pooled;
    }

    /** Returns the JDBC URL to read from outside transactions, or null to read from the primary. */
    public @Nullable String replicaUrl() {
        return replicaUrl;
    }

    /** Tells whether opening applies outstanding migrations; otherwise an outdated schema is refused. */
    public boolean migrate() {
        return migrate;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Random random() {
        return random;
    }

    @Override
    public UnaryOperator<DataSource> decorator() {
        return decorator;
    }

    @Override
    public @Nullable FieldCipher cipher() {
        return cipher;
    }

    private List<@Nullable Object> values() {
        return Arrays.asList(
                url,
                user,
                password,
                poolSize,
                minimumIdle,
                timeLimits,
                pooled,
                replicaUrl,
                migrate,
                clock,
                random,
                decorator,
                cipher);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PostgresConfig that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }
}
