package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.ConfigurationException;
import java.time.Duration;
import java.time.InstantSource;
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
    private final Pooling pooling;
    final @Nullable ReplicaOption replica;
    private final @Nullable String migrationUrl;
    private final @Nullable String schema;
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
    PostgresConfig(PostgresDraft draft) {
        draft.check();
        this.url = draft.url;
        this.user = draft.user;
        this.password = draft.password;
        this.poolSize = draft.poolSize;
        this.minimumIdle = draft.minimumIdle;
        this.timeLimits = draft.timeLimits;
        this.pooling = draft.pooling;
        this.replica = draft.replica;
        this.migrationUrl = draft.migrationUrl;
        this.schema = draft.schema;
        this.migrate = draft.migrate;
        this.clock = draft.clock;
        this.random = draft.random;
        this.decorator = draft.decorator;
        this.cipher = draft.cipher;
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
        return new PostgresConfig(new PostgresDraft(url, user, password));
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
     * <p>By default a pool opens all connections in advance, for bursts. A small minimum suits many idle instances.
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
     * Returns a copy with or without a connection pooler, such as PgBouncer, between the library and the server. By
     * default each new connection is checked for one, see {@link Pooling}.
     *
     * <p>Behind a pooler no session settings are changed, and the driver prepares no statements on the server unless the
     * URL contains {@code prepareThreshold}. The driver enforces the statement timeout, in whole seconds. There is no
     * separate lock timeout: a statement may spend its whole time waiting for a lock.
     */
    public PostgresConfig withPooled(boolean pooled) {
        return copy(draft -> draft.pooling = pooled ? Pooling.POOLED : Pooling.DIRECT);
    }

    /** Returns a copy with a replica and the {@link ReplicaPolicy#defaults default policy}. */
    public PostgresConfig withReplica(String jdbcUrl) {
        return withReplica(jdbcUrl, ReplicaPolicy.defaults());
    }

    /**
     * Returns a copy that reads from a replica outside transactions. Reads that decide a write use the primary, as do all
     * reads while the replica is down or beyond the policy. {@code docs/transactions.md} lists both kinds of reads.
     */
    public PostgresConfig withReplica(String jdbcUrl, ReplicaPolicy policy) {
        return copy(draft -> draft.replica = ReplicaOption.of(jdbcUrl, policy));
    }

    /**
     * Returns a copy for the tables of a schema, independent of the search path. The schema must exist.
     *
     * @param name the name in its exact letters, without quotes; at most 63 bytes
     */
    public PostgresConfig withSchema(String name) {
        return copy(draft -> draft.schema = Options.schema(name));
    }

    /** Returns a copy that applies outstanding migrations on opening. */
    public PostgresConfig withMigration() {
        return copy(draft -> draft.migrate = true);
    }

    /**
     * Returns a copy that migrates through the given URL. Required for {@link #withMigration} behind a pooler: a
     * migration has locks and settings of a session.
     */
    public PostgresConfig withMigrationUrl(String jdbcUrl) {
        return copy(draft -> draft.migrationUrl = Options.required("URL of migrations", jdbcUrl));
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

    /** Returns whether a connection pooler is expected, excluded or detected. */
    public Pooling pooling() {
        return pooling;
    }

    /** Returns the JDBC URL of the replica, or null to read from the primary. */
    public @Nullable String replicaUrl() {
        return replica == null ? null : replica.url();
    }

    /** Returns the policy for the reads from the replica. */
    public ReplicaPolicy replicaPolicy() {
        return replica == null ? ReplicaPolicy.defaults() : replica.policy();
    }

    /** Returns the JDBC URL of migrations, or null to migrate through the URL of the primary. */
    public @Nullable String migrationUrl() {
        return migrationUrl;
    }

    /** Returns the schema of the tables, or null for the first schema of the search path. */
    public @Nullable String schema() {
        return schema;
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PostgresConfig that
                && new PostgresDraft(this).values().equals(new PostgresDraft(that).values());
    }

    @Override
    public int hashCode() {
        return new PostgresDraft(this).values().hashCode();
    }
}
