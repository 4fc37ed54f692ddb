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

/** Configuration of a PostgreSQL database. Immutable; {@code toString} omits the password. */
public final class PostgresConfig implements AroDatabaseConfig {

    /** Default maximum of connections per pool. */
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

    /**
     * Creates the configuration.
     *
     * @throws ConfigurationException if a URL is invalid, a number is out of range, or a required option is null
     */
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
            throw new ConfigurationException("The minimum of idle connections must be from 0 to the pool size.");
        }
        if (Options.required("time limits", timeLimits).lock().toMillis() < 1) {
            throw new ConfigurationException(
                    "The time limit of the lock must be at least 1 millisecond on PostgreSQL, where zero means"
                            + " no limit.");
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

    /**
     * Returns the configuration for a database, with defaults for all other options.
     *
     * @param url the JDBC URL of the primary, {@code jdbc:postgresql://<host>/<database>}
     * @param user the role, or null for the driver's default
     * @param password the password of the role, or null for the driver's default
     * @throws ConfigurationException if the URL is not a PostgreSQL URL, or contains a password
     */
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

    /** Returns a copy with the given pool size, 1 to 1000. All connections are opened in advance. */
    public PostgresConfig withPoolSize(int size) {
        return copy(draft -> {
            draft.poolSize = size;
            draft.minimumIdle = size;
        });
    }

    /**
     * Returns a copy with the given minimum of idle connections per pool. Further connections are opened on demand.
     *
     * <p>By default a pool opens all of its connections in advance and absorbs bursts best. A small minimum saves
     * server connections across many mostly idle instances of a service.
     */
    public PostgresConfig withMinimumIdle(int connections) {
        return copy(draft -> draft.minimumIdle = connections);
    }

    @Override
    public PostgresConfig withTimeLimits(TimeLimits limits) {
        return copy(draft -> draft.timeLimits = limits);
    }

    /** Returns a copy with the given wait for a free connection; shorthand for {@link TimeLimits#withConnection}. */
    public PostgresConfig withConnectionTimeout(Duration timeout) {
        return withTimeLimits(timeLimits.withConnection(timeout));
    }

    /**
     * Returns a copy for a server behind a connection pooler, such as PgBouncer, with sessions shared between clients.
     *
     * <p>No session settings are changed. The driver enforces the statement timeout, in whole seconds. There is no
     * separate lock timeout: a statement may spend its whole time waiting for a lock.
     */
    public PostgresConfig withPooler() {
        return copy(draft -> draft.pooled = true);
    }

    /**
     * Returns a copy that reads from a replica outside transactions.
     *
     * <p>A replica lags; recent writes may be missing. Transactions read from the primary.
     */
    public PostgresConfig withReplica(String jdbcUrl) {
        return copy(draft -> draft.replicaUrl = Options.required("URL of the replica", jdbcUrl));
    }

    /** Returns a copy that applies outstanding migrations on opening. */
    public PostgresConfig withMigration() {
        return copy(draft -> draft.migrate = true);
    }

    /** Returns a copy with the given clock; all times written by the library come from this clock. */
    public PostgresConfig withClock(InstantSource source) {
        return copy(draft -> draft.clock = source);
    }

    /** Returns a copy with the given random source for ids. A seeded generator makes ids repeatable. */
    public PostgresConfig withRandom(Random bits) {
        return copy(draft -> draft.random = bits);
    }

    /** Returns a copy with a decorator for each connection pool. The decorated data source must be thread-safe. */
    public PostgresConfig withDecorator(UnaryOperator<DataSource> other) {
        return copy(draft -> draft.decorator = other);
    }

    /** Returns a copy that encrypts stored secrets with the given cipher. */
    public PostgresConfig withCipher(FieldCipher sealing) {
        return copy(draft -> draft.cipher = Options.required("cipher", sealing));
    }

    /**
     * Returns a copy that stores secrets as plain text. By default the library refuses to store secrets without a
     * cipher.
     *
     * <p>Every reader of the database, of a backup or of a replica can then read the API keys of the providers.
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

    /** Returns the JDBC URL of the primary, {@code jdbc:postgresql://…}, without a password. */
    public String url() {
        return url;
    }

    /** Returns the role, or null for the driver's default. */
    public @Nullable String user() {
        return user;
    }

    /** Returns the password of the role, or null for the driver's default. */
    public @Nullable String password() {
        return password;
    }

    /** Returns the maximum of connections per pool, 1 to 1000. */
    public int poolSize() {
        return poolSize;
    }

    /** Returns the minimum of idle connections per pool, 0 to the pool size. */
    public int minimumIdle() {
        return minimumIdle;
    }

    @Override
    public TimeLimits timeLimits() {
        return timeLimits;
    }

    /** Returns whether the server is behind a connection pooler; session settings are then left unchanged. */
    public boolean pooled() {
        return pooled;
    }

    /** Returns the JDBC URL of the replica, or null to read from the primary. */
    public @Nullable String replicaUrl() {
        return replicaUrl;
    }

    /** Returns whether opening applies outstanding migrations. If false, opening refuses an outdated schema. */
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
