package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.ConfigurationException;
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

/** The configuration over the pool of an application; immutable. */
public final class HostConfig {

    private final SQLDialect dialect;
    private final InstantSource clock;
    private final Random random;
    private final @Nullable FieldCipher cipher;
    private final @Nullable HostTransactions transactions;
    private final List<ExecuteListenerProvider> statementListeners;
    private final TimeLimits timeLimits;

    /** Checks the engine. */
    HostConfig(
            SQLDialect dialect,
            InstantSource clock,
            Random random,
            @Nullable FieldCipher cipher,
            @Nullable HostTransactions transactions,
            List<ExecuteListenerProvider> statementListeners,
            TimeLimits timeLimits) {
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
    }

    /** Returns the configuration of a pool of one engine, with defaults for everything else. */
    public static HostConfig of(SQLDialect dialect) {
        return new HostConfig(
                dialect,
                InstantSource.system(),
                RandomBits.UNFORESEEABLE,
                null,
                null,
                List.of(),
                TimeLimits.defaults());
    }

    /** Returns a copy with another clock. */
    public HostConfig withClock(InstantSource source) {
        return new HostConfig(dialect, source, random, cipher, transactions, statementListeners, timeLimits);
    }

    /** Returns a copy whose ids are made of other random bits; those of a seeded generator are the same in every run. */
    public HostConfig withRandom(Random bits) {
        return new HostConfig(dialect, clock, bits, cipher, transactions, statementListeners, timeLimits);
    }

    /** Returns a copy that seals the secrets of the configuration. */
    public HostConfig withCipher(FieldCipher sealing) {
        return new HostConfig(
                dialect,
                clock,
                random,
                Options.required("cipher", sealing),
                transactions,
                statementListeners,
                timeLimits);
    }

    /**
     * Returns a copy that stores the secrets of the configuration as they are, which is refused otherwise.
     *
     * <p>Whoever reads the database, a backup or a replica then reads the keys of the providers.
     */
    public HostConfig withPlaintextSecrets() {
        return withCipher(FieldCipher.plaintext());
    }

    /** Returns a copy that takes part in the transactions of the application. */
    public HostConfig withTransactions(HostTransactions others) {
        return new HostConfig(
                dialect,
                clock,
                random,
                cipher,
                Options.required("transactions", others),
                statementListeners,
                timeLimits);
    }

    /** Returns a copy with one more listener to statements, which must be thread-safe. */
    public HostConfig withStatementListener(ExecuteListener listener) {
        ExecuteListener given = Options.required("statement listener", listener);
        List<ExecuteListenerProvider> all = Stream.concat(
                        statementListeners.stream(), Stream.of(new DefaultExecuteListenerProvider(given)))
                .toList();
        return new HostConfig(dialect, clock, random, cipher, transactions, all, timeLimits);
    }

    /** Returns a copy with other time limits. */
    public HostConfig withTimeLimits(TimeLimits limits) {
        return new HostConfig(dialect, clock, random, cipher, transactions, statementListeners, limits);
    }

    /** Returns the engine, of the family of SQLite or PostgreSQL. */
    public SQLDialect dialect() {
        return dialect;
    }

    /** Returns the clock for every time written. */
    public InstantSource clock() {
        return clock;
    }

    /** Returns the source of the random part of ids. */
    public Random random() {
        return random;
    }

    /** Returns the cipher for the secrets of the configuration; null if none may be stored. */
    public @Nullable FieldCipher cipher() {
        return cipher;
    }

    /** Returns the transactions of the application to take part in, or null if there are none. */
    public @Nullable HostTransactions transactions() {
        return transactions;
    }

    /** Returns the listeners to each statement; they may replace its exceptions by others. */
    public List<ExecuteListenerProvider> statementListeners() {
        return statementListeners;
    }

    /**
     * Returns the longest waits: of a request for its key, and of a statement on PostgreSQL. The waits for a connection,
     * for a lock of SQLite and for the socket are the pool's own.
     */
    public TimeLimits timeLimits() {
        return timeLimits;
    }

    private List<@Nullable Object> values() {
        return Arrays.asList(dialect, clock, random, cipher, transactions, statementListeners, timeLimits);
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
