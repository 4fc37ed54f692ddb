package io.aro.db.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.aro.db.connection.SqliteConfig.Durability;
import io.aro.db.error.VendorErrors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/**
 * Holds the connection pools of one database.
 *
 * @param writer gives connections that may write
 * @param reader gives connections for queries outside transactions; may be the writer
 */
record Pools(HikariDataSource writer, HikariDataSource reader) implements AutoCloseable {

    /** One row that somebody holds must not keep the renewals of all other leases waiting. */
    private static final String NO_LONG_WAIT = "SET lock_timeout = '2s'";

    /** What is deleted or overwritten is gone from the file, so that an erased person cannot be found in it. */
    private static final String OVERWRITE_DELETED = "PRAGMA secure_delete = ON";

    static Pools of(AroDatabaseConfig config) {
        return switch (config) {
            case SqliteConfig sqlite -> sqlite(sqlite);
            case PostgresConfig postgres -> postgres(postgres);
        };
    }

    private static Pools sqlite(SqliteConfig config) {
        Path file = config.file();
        if (file == null) {
            HikariDataSource only = sqlitePool(config, ":memory:", TransactionMode.IMMEDIATE, 1, OVERWRITE_DELETED);
            return new Pools(only, only);
        }
        String path = file.toString();
        return both(
                sqlitePool(config, path, TransactionMode.IMMEDIATE, 1, OVERWRITE_DELETED),
                () -> sqlitePool(config, path, TransactionMode.DEFERRED, config.readers(), "PRAGMA query_only = ON"));
    }

    /** Returns how to open one connection more that writes; nothing for a database in memory, which has only one. */
    static Optional<Supplier<HikariDataSource>> spare(AroDatabaseConfig config) {
        return switch (config) {
            case SqliteConfig sqlite ->
                Optional.ofNullable(sqlite.file())
                        .map(file -> () ->
                                sqlitePool(sqlite, file.toString(), TransactionMode.IMMEDIATE, 1, OVERWRITE_DELETED));
            case PostgresConfig postgres ->
                Optional.of(() -> postgresPool(postgres.withPoolSize(1), postgres.url(), "spare", NO_LONG_WAIT));
        };
    }

    private static HikariDataSource sqlitePool(
            SqliteConfig config, String path, TransactionMode mode, int size, String initSql) {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setTransactionMode(mode);
        settings.enforceForeignKeys(true);
        settings.setBusyTimeout(Math.toIntExact(config.busyTimeout().toMillis()));
        settings.setSynchronous(config.durability() == Durability.FULL ? SynchronousMode.FULL : SynchronousMode.NORMAL);
        // The driver would otherwise ask for the last row id after every statement.
        settings.setGetGeneratedKeys(false);
        SQLiteDataSource source = new SQLiteDataSource(settings);
        source.setUrl(SqliteConfig.PREFIX + path);

        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setPoolName("aro-db-sqlite-" + (mode == TransactionMode.IMMEDIATE ? "writer" : "reader"));
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(Math.max(250, config.busyTimeout().toMillis()));
        // A database in memory lives as long as its one connection.
        pool.setMaxLifetime(0);
        pool.setIdleTimeout(0);
        pool.setConnectionInitSql(initSql);
        return start(pool);
    }

    private static Pools postgres(PostgresConfig config) {
        HikariDataSource writer = postgresPool(config, config.url(), "primary", null);
        String replica = config.replicaUrl();
        return replica == null
                ? new Pools(writer, writer)
                : both(writer, () -> postgresPool(config, replica, "replica", null));
    }

    private static HikariDataSource postgresPool(
            PostgresConfig config, String url, String role, @Nullable String initSql) {
        Duration timeout = config.connectionTimeout();
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername(config.user());
        pool.setPassword(config.password());
        pool.setPoolName("aro-db-postgres-" + role);
        pool.setMaximumPoolSize(config.poolSize());
        pool.setMinimumIdle(config.minimumIdle());
        pool.setConnectionTimeout(timeout.toMillis());
        pool.setConnectionInitSql(initSql);
        pool.addDataSourceProperty("ApplicationName", "aro-db");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        // The server's detail quotes the values of the row it refused, which are personal data.
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        return start(pool);
    }

    private static Pools both(HikariDataSource writer, Supplier<HikariDataSource> reader) {
        try {
            return new Pools(writer, reader.get());
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** A pool makes its first connection at once, so that what is wrong is found now. */
    private static HikariDataSource start(HikariConfig pool) {
        try {
            return new HikariDataSource(pool);
        } catch (RuntimeException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Closing a pool twice, when one pool is both, does nothing the second time. */
    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}
