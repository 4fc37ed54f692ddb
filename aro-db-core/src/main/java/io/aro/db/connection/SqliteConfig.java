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

/**
 * Configuration of a SQLite database. Immutable.
 *
 * {@snippet id="sqlite" :
 * SqliteConfig config = SqliteConfig.file(path).withReaders(8).withBusyTimeout(Duration.ofSeconds(5));
 * }
 */
public final class SqliteConfig implements AroDatabaseConfig {

    /** Default number of read-only connections. */
    public static final int DEFAULT_READERS = 4;

    static final String PREFIX = "jdbc:sqlite:";

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    /** Durability of the last commits in a power cut ({@code PRAGMA synchronous}). */
    public enum Durability {
        /**
         * Every commit is on disk before it returns. The default, because webhooks are acknowledged right after the
         * commit.
         */
        FULL,
        /** A power cut may lose the last commits but never corrupts the file. Several times faster. */
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

    /**
     * Creates the configuration.
     *
     * @throws ConfigurationException if the path is unusable, the number of readers is out of range, or a required
     *     option is null
     */
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
                    "The path of a SQLite file must not be empty, begin with a colon, contain a question mark,"
                            + " or begin or end with white space; choose another path, or use"
                            + " SqliteConfig.inMemory().");
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

    /**
     * Returns the configuration for a file; opening creates an absent file.
     *
     * @throws ConfigurationException if the path is empty, begins with a colon, contains a question mark, or begins or
     *     ends with white space
     */
    public static SqliteConfig file(Path file) {
        return withDefaults(Options.required("file", file), DEFAULT_READERS);
    }

    /** Returns the configuration for a private in-memory database with a single connection. */
    public static SqliteConfig inMemory() {
        return withDefaults(null, 1);
    }

    /** Returns a copy with the given number of read-only connections, 1 to 64. */
    public SqliteConfig withReaders(int count) {
        return new SqliteConfig(file, count, durability, timeLimits, clock, random, decorator, cipher);
    }

    /** Returns a copy with the given durability. */
    public SqliteConfig withDurability(Durability level) {
        return new SqliteConfig(file, readers, level, timeLimits, clock, random, decorator, cipher);
    }

    @Override
    public SqliteConfig withTimeLimits(TimeLimits limits) {
        return new SqliteConfig(file, readers, durability, limits, clock, random, decorator, cipher);
    }

    /**
     * Returns a copy with the given wait for concurrent writers, in this process or elsewhere.
     *
     * <p>Sets the time limits of a lock and of a connection. The limit of a connection is at least 250 ms.
     */
    public SqliteConfig withBusyTimeout(Duration timeout) {
        Duration forConnection =
                Options.required("busy timeout", timeout).compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : timeout;
        return withTimeLimits(timeLimits.withLock(timeout).withConnection(forConnection));
    }

    /** Returns a copy with the given clock; all times written by the library come from this clock. */
    public SqliteConfig withClock(InstantSource source) {
        return new SqliteConfig(file, readers, durability, timeLimits, source, random, decorator, cipher);
    }

    /** Returns a copy with the given random source for ids. A seeded generator makes ids repeatable. */
    public SqliteConfig withRandom(Random bits) {
        return new SqliteConfig(file, readers, durability, timeLimits, clock, bits, decorator, cipher);
    }

    /** Returns a copy with a decorator for each connection pool. The decorated data source must be thread-safe. */
    public SqliteConfig withDecorator(UnaryOperator<DataSource> other) {
        return new SqliteConfig(file, readers, durability, timeLimits, clock, random, other, cipher);
    }

    /** Returns a copy that encrypts stored secrets with the given cipher. */
    public SqliteConfig withCipher(FieldCipher sealing) {
        return new SqliteConfig(
                file, readers, durability, timeLimits, clock, random, decorator, Options.required("cipher", sealing));
    }

    /**
     * Returns a copy that stores secrets as plain text. By default the library refuses to store secrets without a
     * cipher.
     *
     * <p>Every reader of the database, of a backup or of a replica can then read the API keys of the providers.
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
     * Returns whether the driver opens exactly this path. A leading colon starts a special name, and a question mark
     * starts parameters. The driver trims white space at both ends, and would open a different file.
     */
    private static boolean isPlain(String path) {
        return !path.isEmpty() && !path.startsWith(":") && !path.contains("?") && path.equals(path.trim());
    }

    /** Returns the database file, or null for an in-memory database, whose content is lost on close. */
    public @Nullable Path file() {
        return file;
    }

    /** Returns the number of read-only connections, 1 to 64. An in-memory database has a single connection. */
    public int readers() {
        return readers;
    }

    /** Returns the durability of the last commits in a power cut. */
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
