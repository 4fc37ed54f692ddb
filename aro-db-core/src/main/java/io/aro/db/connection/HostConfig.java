package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.ConfigurationException;
import io.aro.db.migration.internal.session.SchemaName;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of a database over the pool of a host application. Immutable.
 *
 * {@snippet id="spring" :
 * DataSourceTransactionManager manager = new DataSourceTransactionManager(pool);
 * HostConfig config = HostConfig.of(dialect).withTransactions(new SpringTransactions(manager, pool));
 * AroDatabase db = AroDatabase.over(pool, config);
 * }
 */
public final class HostConfig {

    private final SQLDialect dialect;
    private final InstantSource clock;
    private final Random random;
    private final @Nullable FieldCipher cipher;
    private final @Nullable HostTransactions transactions;
    private final List<ExecuteListenerProvider> statementListeners;
    private final TimeLimits timeLimits;
    private final @Nullable String schema;

    /**
     * Creates the configuration.
     *
     * @throws ConfigurationException if the dialect is neither SQLite nor PostgreSQL, or a required option is null
     */
    HostConfig(
            SQLDialect dialect,
            InstantSource clock,
            Random random,
            @Nullable FieldCipher cipher,
            @Nullable HostTransactions transactions,
            List<ExecuteListenerProvider> statementListeners,
            TimeLimits timeLimits,
            @Nullable String schema) {
        if (Options.required("dialect", dialect).family() != SQLDialect.SQLITE
                && dialect.family() != SQLDialect.POSTGRES) {
            throw new ConfigurationException(
                    String.format(Locale.ROOT, "aro-db works with SQLite and PostgreSQL only, not with %s.", dialect));
        }
        this.dialect = dialect;
        this.clock = Options.required("clock", clock);
        this.random = Options.required("source of random bits", random);
        this.cipher = cipher;
        this.transactions = transactions;
        this.statementListeners = List.copyOf(statementListeners);
        this.timeLimits = Options.required("time limits", timeLimits);
        this.schema = schema;
    }

    /** Returns the configuration for a pool of the given engine, with defaults for all other options. */
    public static HostConfig of(SQLDialect dialect) {
        return new HostConfig(
                dialect,
                InstantSource.system(),
                RandomBits.UNFORESEEABLE,
                null,
                null,
                List.of(),
                TimeLimits.defaults(),
                null);
    }

    /** Returns a copy with the given clock; all times written by the library come from this clock. */
    public HostConfig withClock(InstantSource source) {
        return new HostConfig(dialect, source, random, cipher, transactions, statementListeners, timeLimits, schema);
    }

    /** Returns a copy with the given random source for ids. A seeded generator makes ids repeatable. */
    public HostConfig withRandom(Random bits) {
        return new HostConfig(dialect, clock, bits, cipher, transactions, statementListeners, timeLimits, schema);
    }

    /** Returns a copy that encrypts stored secrets with the given cipher. */
    public HostConfig withCipher(FieldCipher sealing) {
        return new HostConfig(
                dialect,
                clock,
                random,
                Options.required("cipher", sealing),
                transactions,
                statementListeners,
                timeLimits,
                schema);
    }

    /**
     * Returns a copy that stores secrets as plain text. By default the library refuses to store secrets without a
     * cipher.
     *
     * <p>Every reader of the database, of a backup or of a replica can then read the API keys of the providers.
     */
    public HostConfig withPlaintextSecrets() {
        return withCipher(FieldCipher.plaintext());
    }

    /** Returns a copy that joins the transactions of the host application. */
    public HostConfig withTransactions(HostTransactions others) {
        return new HostConfig(
                dialect,
                clock,
                random,
                cipher,
                Options.required("transactions", others),
                statementListeners,
                timeLimits,
                schema);
    }

    /** Returns a copy with an additional statement listener. The listener must be thread-safe. */
    public HostConfig withStatementListener(ExecuteListener listener) {
        ExecuteListener given = Options.required("statement listener", listener);
        List<ExecuteListenerProvider> all = Stream.concat(
                        statementListeners.stream(), Stream.of(new DefaultExecuteListenerProvider(given)))
                .toList();
        return new HostConfig(dialect, clock, random, cipher, transactions, all, timeLimits, schema);
    }

    /** Returns a copy with the given time limits. */
    public HostConfig withTimeLimits(TimeLimits limits) {
        return new HostConfig(dialect, clock, random, cipher, transactions, statementListeners, limits, schema);
    }

    /**
     * Returns a copy for the tables of a PostgreSQL schema, independent of the search path of the pool's connections.
     * The schema must exist.
     *
     * @param name the name in its exact letters, without quotes; at most 63 bytes
     * @throws ConfigurationException if the dialect is SQLite, without schemas
     */
    public HostConfig withSchema(String name) {
        if (dialect.family() == SQLDialect.SQLITE) {
            throw SchemaName.onSqlite();
        }
        return new HostConfig(
                dialect, clock, random, cipher, transactions, statementListeners, timeLimits, Options.schema(name));
    }

    /** Returns the engine; its family is SQLite or PostgreSQL. */
    public SQLDialect dialect() {
        return dialect;
    }

    /** Returns the clock; all times written by the library come from this clock. */
    public InstantSource clock() {
        return clock;
    }

    /** Returns the random source for ids; a {@code SecureRandom} by default. */
    public Random random() {
        return random;
    }

    /** Returns the cipher for stored secrets, or null to refuse secrets. */
    public @Nullable FieldCipher cipher() {
        return cipher;
    }

    /** Returns the transactions of the host application to join, or null to begin transactions on the pool. */
    public @Nullable HostTransactions transactions() {
        return transactions;
    }

    /**
     * Returns the statement listeners, in the order of registration. A listener may replace the exception of a
     * statement.
     */
    public List<ExecuteListenerProvider> statementListeners() {
        return statementListeners;
    }

    /**
     * Returns the time limits. Over a host application's pool some apply, on PostgreSQL only: the limits of a request,
     * of a statement and of a maintenance statement. The pool itself limits the waits for a connection, a SQLite lock
     * and the socket.
     */
    public TimeLimits timeLimits() {
        return timeLimits;
    }

    /** Returns the schema of the tables, or null to rely on the search path of the pool's connections. */
    public @Nullable String schema() {
        return schema;
    }

    private List<@Nullable Object> values() {
        return Arrays.asList(dialect, clock, random, cipher, transactions, statementListeners, timeLimits, schema);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HostConfig that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "HostConfig[dialect=%s, transactions=%s, timeLimits=%s]",
                dialect,
                transactions,
                timeLimits);
    }
}
