package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The configuration of a SQLite database; immutable. */
public final class SqliteConfig implements AroDatabaseConfig {

    /** The default number of reading connections. */
    public static final int DEFAULT_READERS = 4;

    static final String PREFIX = "jdbc:sqlite:";

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    /** How hard SQLite tries to keep the last commits through a power cut ({@code PRAGMA synchronous}). */
    public enum Durability {
        /** Every commit is on disk before it returns; the default, since webhooks are acknowledged after it. */
        FULL,
        /** A power cut may lose the last commits, but never damages the file; several times faster. */
        NORMAL
    }

    private final @Nullable Path file;
    private final int readers;
    private final Durability durability;
    private final TimeLimits timeLimits;
    private final InstantSource clock;
    private final Random random;
    private final UnaryOperator<DataSource> decorator;
    private final @Nullable FieldCipher cipher;

    /** Checks the path and the ranges. */
    SqliteConfig(
            @Nullable Path file,
            int readers,
            Durability durability,
            TimeLimits timeLimits,
            InstantSource clock,
            Random random,
            UnaryOperator<DataSource> decorator,
            @Nullable FieldCipher cipher) {
        if (file != null && !isPlain(file.toString())) {
            throw new ConfigurationException(
                    "The path of a SQLite file must not be empty, begin with a colon, hold a"
                            + " question mark, or begin or end with white space; name another one, or use SqliteConfig.inMemory().");
        }
        if (readers < 1 || readers > 64) {
            throw new ConfigurationException("The number of readers must be from 1 to 64.");
        }
        this.file = file;
        this.readers = readers;
        this.durability = Options.required("durability", durability);
        this.timeLimits = Options.required("time limits", timeLimits);
        this.clock = Options.required("clock", clock);
        this.random = Options.required("source of random bits", random);
        this.decorator = Options.required("decorator", decorator);
        this.cipher = cipher;
    }

    /** Returns the configuration of a file, which is made if it is absent. */
    public static SqliteConfig file(Path file) {
        return withDefaults(Options.required("file", file), DEFAULT_READERS);
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
        Duration forConnection =
                Options.required("busy timeout", timeout).compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : timeout;
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
        return new SqliteConfig(
                file, readers, durability, timeLimits, clock, random, decorator, Options.required("cipher", sealing));
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

    /** Returns the database file, or null for a database in memory that vanishes when it is closed. */
    public @Nullable Path file() {
        return file;
    }

    /** Returns the number of reading connections, 1 to 64; a database in memory has a single connection. */
    public int readers() {
        return readers;
    }

    /** Returns the durability, which decides whether the last commits survive a power cut. */
    public Durability durability() {
        return durability;
    }

    @Override
    public TimeLimits timeLimits() {
        return timeLimits;
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
        return Arrays.asList(file, readers, durability, timeLimits, clock, random, decorator, cipher);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SqliteConfig that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "SqliteConfig[file=%s, readers=%s, durability=%s, timeLimits=%s]",
                file,
                readers,
                durability,
                timeLimits);
    }
}
