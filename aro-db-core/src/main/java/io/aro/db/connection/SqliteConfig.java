package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Says which SQLite database to open and how; immutable.
 *
 * @param file the database file, or null for a database in memory that vanishes when it is closed
 * @param readers how many connections read at the same time, 1 to 64; a database in memory has a single connection
 * @param durability whether the last commits survive a power cut
 * @param timeLimits how long the library waits for a connection and for a lock
 * @param clock the clock that every time written is read from
 * @param random where the random part of ids comes from
 * @param decorator put between the library and each pool; it sees each connection lent, and each statement on it
 * @param cipher seals the secrets of the configuration, or null to refuse to store any
 */
public record SqliteConfig(
        @Nullable Path file,
        int readers,
        Durability durability,
        TimeLimits timeLimits,
        InstantSource clock,
        Random random,
        UnaryOperator<DataSource> decorator,
        @Nullable FieldCipher cipher)
        implements AroDatabaseConfig {

    /** The number of reading connections unless told otherwise. */
    public static final int DEFAULT_READERS = 4;

    public static final String PREFIX = "jdbc:sqlite:";

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    /** How hard SQLite tries to keep the last commits through a power cut ({@code PRAGMA synchronous}). */
    public enum Durability {
        /** Every commit is on disk before it returns; the default, since webhooks are acknowledged after it. */
        FULL,
        /** A power cut may lose the last commits, but never damages the file; several times faster. */
        NORMAL
    }

    /** Checks the path and the ranges. */
    public SqliteConfig {
        if (file != null && !isPlain(file.toString())) {
            throw new ConfigurationException(
                    "The path of a SQLite file must not be empty, begin with a colon, hold a"
                            + " question mark, or begin or end with white space; name another one, or use SqliteConfig.inMemory().");
        }
        if (readers < 1 || readers > 64) {
            throw new ConfigurationException("The number of readers must be from 1 to 64.");
        }
    }

    /** Returns the configuration of a file, which is made if it is absent. */
    public static SqliteConfig file(Path file) {
        return withDefaults(file, DEFAULT_READERS);
    }

    /** Returns the configuration of a private database in memory. */
    public static SqliteConfig inMemory() {
        return withDefaults(null, 1);
    }

    /** Returns a copy with another number of reading connections. */
    public SqliteConfig withReaders(int count) {
        return new SqliteConfig(file, count, durability, timeLimits, clock, random, decorator, cipher);
    }

    /** Returns a copy with another durability. */
    public SqliteConfig withDurability(Durability level) {
        return new SqliteConfig(file, readers, level, timeLimits, clock, random, decorator, cipher);
    }

    @Override
    public SqliteConfig withTimeLimits(TimeLimits limits) {
        return new SqliteConfig(file, readers, durability, limits, clock, random, decorator, cipher);
    }

    /**
     * Returns a copy with another wait for writes, of this process or another.
     *
     * <p>It changes the time limits of a lock and of a connection, of which the latter is at least 250 ms.
     */
    public SqliteConfig withBusyTimeout(Duration timeout) {
        Duration forConnection = timeout.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : timeout;
        return withTimeLimits(timeLimits.withLock(timeout).withConnection(forConnection));
    }

    /** Returns a copy with another clock. */
    public SqliteConfig withClock(InstantSource source) {
        return new SqliteConfig(file, readers, durability, timeLimits, source, random, decorator, cipher);
    }

    /** Returns a copy whose ids are made of other random bits; those of a seeded generator are the same in every run. */
    public SqliteConfig withRandom(Random bits) {
        return new SqliteConfig(file, readers, durability, timeLimits, clock, bits, decorator, cipher);
    }

    /** Returns a copy that puts something between the library and each pool, which must be safe for several threads. */
    public SqliteConfig withDecorator(UnaryOperator<DataSource> other) {
        return new SqliteConfig(file, readers, durability, timeLimits, clock, random, other, cipher);
    }

    /** Returns a copy that seals the secrets of the configuration. */
    public SqliteConfig withCipher(FieldCipher sealing) {
        return new SqliteConfig(file, readers, durability, timeLimits, clock, random, decorator, sealing);
    }

    /**
     * Returns a copy that stores the secrets of the configuration as they are, which is refused otherwise.
     *
     * <p>Whoever reads the database, a backup or a replica then reads the keys of the providers.
     */
    public SqliteConfig withPlaintextSecrets() {
        return withCipher(FieldCipher.plaintext());
    }

    private static SqliteConfig withDefaults(@Nullable Path file, int readers) {
        return new SqliteConfig(
                file,
                readers,
                Durability.FULL,
                TimeLimits.defaults(),
                InstantSource.system(),
                RandomBits.UNFORESEEABLE,
                UnaryOperator.identity(),
                null);
    }

    /**
     * The driver takes a colon for the start of a name of its own, and a question mark for that of parameters; white space
     * at the ends it drops, so that another file would be opened.
     */
    private static boolean isPlain(String path) {
        return !path.isEmpty() && !path.startsWith(":") && !path.contains("?") && path.equals(path.trim());
    }
}
