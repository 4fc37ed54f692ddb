package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.ConfigurationException;
import java.time.InstantSource;
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
 * Says how to work over the pool of an application; immutable.
 *
 * @param dialect the engine, of the family of SQLite or PostgreSQL
 * @param clock the clock that every time written is read from
 * @param random where the random part of ids comes from
 * @param cipher seals the secrets of the configuration, or null to refuse to store any
 * @param transactions the transactions of the application to take part in, or null if there are none
 * @param statementListeners what jOOQ tells of each statement; they may replace its exceptions by others
 * @param timeLimits how long a request waits for its key, and how long a statement runs on PostgreSQL; the waits for a
 *     connection, for a lock of SQLite and for the socket are the pool's own
 */
public record HostConfig(
        SQLDialect dialect,
        InstantSource clock,
        Random random,
        @Nullable FieldCipher cipher,
        @Nullable HostTransactions transactions,
        List<ExecuteListenerProvider> statementListeners,
        TimeLimits timeLimits) {

    /** Checks the engine. */
    public HostConfig {
        if (dialect.family() != SQLDialect.SQLITE && dialect.family() != SQLDialect.POSTGRES) {
            throw new ConfigurationException(
                    String.format(Locale.ROOT, "aro-db works with SQLite and PostgreSQL only, not with %s.", dialect));
        }
        statementListeners = List.copyOf(statementListeners);
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
        return new HostConfig(dialect, clock, random, sealing, transactions, statementListeners, timeLimits);
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
        return new HostConfig(dialect, clock, random, cipher, others, statementListeners, timeLimits);
    }

    /** Returns a copy with one more listener to statements, which must be thread-safe. */
    public HostConfig withStatementListener(ExecuteListener listener) {
        List<ExecuteListenerProvider> all = Stream.concat(
                        statementListeners.stream(), Stream.of(new DefaultExecuteListenerProvider(listener)))
                .toList();
        return new HostConfig(dialect, clock, random, cipher, transactions, all, timeLimits);
    }

    /** Returns a copy with other time limits. */
    public HostConfig withTimeLimits(TimeLimits limits) {
        return new HostConfig(dialect, clock, random, cipher, transactions, statementListeners, limits);
    }
}
