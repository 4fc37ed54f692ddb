package io.aro.db.connection;

import io.aro.db.error.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Says which SQLite database to open and how; immutable.
 *
 * @param file the database file, or null for a database in memory that vanishes when it is closed
 * @param readers how many connections read at the same time, 1 to 64; a database in memory has a single connection
 * @param durability whether the last commits survive a power cut
 * @param busyTimeout how long a write waits for one of another process, up to an hour
 * @param clock the clock that every time written is read from
 */
public record SqliteConfig(
        @Nullable Path file, int readers, Durability durability, Duration busyTimeout, InstantSource clock)
        implements AroDatabaseConfig {

    /** The number of reading connections unless told otherwise. */
    public static final int DEFAULT_READERS = 4;

    /** How long a write waits for one of another process unless told otherwise. */
    public static final Duration DEFAULT_BUSY_TIMEOUT = Duration.ofSeconds(30);

    static final String PREFIX = "jdbc:sqlite:";

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
            throw new ConfigurationException("The path of a SQLite file must not be empty, begin with a colon or hold a"
                    + " question mark; name another one, or use SqliteConfig.inMemory().");
        }
        if (readers < 1 || readers > 64) {
            throw new ConfigurationException("The number of readers must be from 1 to 64.");
        }
        if (busyTimeout.isNegative() || busyTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new ConfigurationException("The busy timeout must be from zero to one hour.");
        }
    }

    /** Returns the configuration of a file, which is made if it is absent. */
    public static SqliteConfig file(Path file) {
        return new SqliteConfig(file, DEFAULT_READERS, Durability.FULL, DEFAULT_BUSY_TIMEOUT, InstantSource.system());
    }

    /** Returns the configuration of a private database in memory. */
    public static SqliteConfig inMemory() {
        return new SqliteConfig(null, 1, Durability.FULL, DEFAULT_BUSY_TIMEOUT, InstantSource.system());
    }

    /** Returns a copy with another number of reading connections. */
    public SqliteConfig withReaders(int count) {
        return new SqliteConfig(file, count, durability, busyTimeout, clock);
    }

    /** Returns a copy with another durability. */
    public SqliteConfig withDurability(Durability level) {
        return new SqliteConfig(file, readers, level, busyTimeout, clock);
    }

    /** Returns a copy with another wait for writes of other processes. */
    public SqliteConfig withBusyTimeout(Duration timeout) {
        return new SqliteConfig(file, readers, durability, timeout, clock);
    }

    /** Returns a copy with another clock. */
    public SqliteConfig withClock(InstantSource source) {
        return new SqliteConfig(file, readers, durability, busyTimeout, source);
    }

    /** The driver takes a colon for the start of a name of its own, and a question mark for that of parameters. */
    private static boolean isPlain(String path) {
        return !path.isEmpty() && !path.startsWith(":") && !path.contains("?");
    }
}
