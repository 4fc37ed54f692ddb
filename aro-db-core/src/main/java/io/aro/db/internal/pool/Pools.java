package io.aro.db.internal.pool;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.error.AroDatabaseException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection pools of one database.
 *
 * @param writer the pool of connections with write access
 * @param reader the pool for queries outside transactions; may be the writer
 * @param deadline the deadline of the request on the current thread, obeyed by both pools
 * @param files the files of the database; null on PostgreSQL
 * @param replica the monitor of the replica behind the reader; null without a replica
 */
public record Pools(
        Pool writer,
        Pool reader,
        ThreadLocal<@Nullable Deadline> deadline,
        @Nullable DatabaseFiles files,
        @Nullable ReplicaMonitor replica)
        implements AutoCloseable {

    /** Limit of a renewal's lock wait. A single locked row must not delay the renewals of all other leases. */
    public static final Duration RENEWAL_LOCK = Duration.ofSeconds(2);

    /**
     * Opens the pools of a configuration, with a first connection each.
     *
     * @throws AroDatabaseException if the database is unreachable
     */
    public static Pools of(AroDatabaseConfig config) {
        // A thread may serve requests of several databases at once, so each database has its own thread-local.
        @SuppressWarnings("ThreadLocalUsage")
        ThreadLocal<@Nullable Deadline> deadline = new ThreadLocal<>();
        return switch (config) {
            case SqliteConfig sqlite -> SqlitePools.open(sqlite, deadline);
            case PostgresConfig postgres -> PostgresPools.open(postgres, deadline);
        };
    }

    /** Returns the configuration with the pooler found by these pools, for further connections to the primary. */
    public AroDatabaseConfig known(AroDatabaseConfig config) {
        return config instanceof PostgresConfig postgres && writer.isPooled() ? postgres.withPooled(true) : config;
    }

    /**
     * Opens the pool of maintenance, on the primary: retention, archive and privacy decide by their reads.
     *
     * @throws AroDatabaseException if the database is unreachable
     */
    public static Pools ofMaintenance(PostgresConfig config) {
        @SuppressWarnings("ThreadLocalUsage")
        ThreadLocal<@Nullable Deadline> deadline = new ThreadLocal<>();
        return PostgresPools.openPrimary(config, deadline);
    }

    /** Returns the factory of an additional connection with write access; empty for an in-memory database. */
    public static Optional<Supplier<Pool>> spare(AroDatabaseConfig config) {
        return switch (config) {
            case SqliteConfig sqlite -> Optional.ofNullable(sqlite.file()).map(file -> () -> SqlitePools.spare(sqlite));
            case PostgresConfig postgres -> Optional.of(() -> PostgresPools.spare(limitedForRenewals(postgres)));
        };
    }

    private static PostgresConfig limitedForRenewals(PostgresConfig config) {
        TimeLimits limits = config.timeLimits();
        boolean isLonger = limits.lock().compareTo(RENEWAL_LOCK) > 0;
        return isLonger ? config.withTimeLimits(limits.withLock(RENEWAL_LOCK)) : config;
    }

    /**
     * Returns the configuration of the maintenance pools, with a longer statement limit; empty on SQLite, without such
     * a limit.
     */
    public static Optional<PostgresConfig> maintenance(AroDatabaseConfig config) {
        return switch (config) {
            case SqliteConfig sqlite -> Optional.empty();
            case PostgresConfig postgres ->
                Optional.of(postgres.withMinimumIdle(0)
                        .withTimeLimits(postgres.timeLimits()
                                .withStatement(postgres.timeLimits().maintenance())));
        };
    }

    /**
     * Returns the limit of statements for the driver; null if the session has it. Behind a connection pooler, session
     * settings must not change.
     *
     * <p>The driver cancels a statement by a separate message to the server.
     */
    public static @Nullable Duration limit(Pool pool, AroDatabaseConfig config) {
        return pool.isPooled() ? config.timeLimits().statement() : null;
    }

    /** Returns the limit of statements on the additional connection for the driver, that of renewals. */
    public static @Nullable Duration spareLimit(Pool spare) {
        return spare.isPooled() ? RENEWAL_LOCK : null;
    }

    /** Returns whether a new writer would wait for a writer of this object, but a reader would not. */
    public boolean isWriterBusy() {
        return !writer.equals(reader) && writer.isSingle() && writer.isLent();
    }

    /** Returns whether readers and writers share a single connection. */
    public boolean isSingle() {
        return writer.equals(reader) && writer.isSingle();
    }

    /** Closes both pools; a shared pool is closed once. */
    @Override
    public void close() {
        if (replica != null) {
            replica.close();
        }
        reader.close();
        writer.close();
    }
}
