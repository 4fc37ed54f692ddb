package io.aro.db.internal.pool;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.internal.dialect.JooqSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The connection pools of one database.
 *
 * @param writer gives connections that may write
 * @param reader gives connections for queries outside transactions; may be the writer
 * @param deadline the end of the waits of the request that a thread is at, which both obey
 * @param files the files of the database, if the library may read them
 */
public record Pools(
        Pool writer,
        Pool reader,
        ThreadLocal<@Nullable Deadline> deadline,
        @Nullable DatabaseFiles files) implements AutoCloseable {

    /** One row that somebody holds must not keep the renewals of all other leases waiting. */
    public static final Duration RENEWAL_LOCK = Duration.ofSeconds(2);

    public static Pools of(AroDatabaseConfig config) {
        // A thread may be at requests of several databases.
        @SuppressWarnings("ThreadLocalUsage")
        ThreadLocal<@Nullable Deadline> deadline = new ThreadLocal<>();
        return switch (config) {
            case SqliteConfig sqlite -> SqlitePools.open(sqlite, deadline);
            case PostgresConfig postgres -> PostgresPools.open(postgres, deadline);
        };
    }

    /** Returns how to open one connection more that writes; nothing for a database in memory, which has only one. */
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

    /** Returns the configuration of pools for upkeep, whose statements run longer; nothing where none has a limit. */
    public static Optional<AroDatabaseConfig> upkeep(AroDatabaseConfig config) {
        return switch (config) {
            case SqliteConfig sqlite -> Optional.empty();
            case PostgresConfig postgres ->
                Optional.of(postgres.withMinimumIdle(0)
                        .withTimeLimits(postgres.timeLimits()
                                .withStatement(postgres.timeLimits().upkeep())));
        };
    }

    /**
     * Returns the settings of jOOQ, with the limit of a statement where its session must not be changed.
     *
     * <p>The driver ends such a statement by a message of its own to the server.
     */
    public static Settings settings(AroDatabaseConfig config) {
        return switch (config) {
            case SqliteConfig sqlite -> JooqSettings.create(SQLDialect.SQLITE);
            case PostgresConfig postgres ->
                limitedByDriver(postgres, postgres.timeLimits().statement());
        };
    }

    /** Returns the settings of jOOQ for the connection more, which waits for no lock for long. */
    public static Settings spareSettings(AroDatabaseConfig config) {
        return switch (config) {
            case SqliteConfig sqlite -> JooqSettings.create(SQLDialect.SQLITE);
            case PostgresConfig postgres -> limitedByDriver(postgres, RENEWAL_LOCK);
        };
    }

    private static Settings limitedByDriver(PostgresConfig config, Duration limit) {
        return config.pooled()
                ? JooqSettings.create(SQLDialect.POSTGRES)
                        .withQueryTimeout(Math.toIntExact(Math.ceilDiv(limit.toMillis(), 1000L)))
                : JooqSettings.create(SQLDialect.POSTGRES);
    }

    /** Closes both pools; one that is both is closed once. */
    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}
