package io.aro.db.connection;

import com.zaxxer.hikari.HikariConfig;
import io.aro.db.connection.SqliteConfig.Durability;
import io.aro.db.error.SqliteLibrary;
import io.aro.db.internal.SqliteWriter;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
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
record Pools(Pool writer, Pool reader) implements AutoCloseable {

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
            Pool only = sqlitePool(config, ":memory:", TransactionMode.IMMEDIATE, 1, OVERWRITE_DELETED);
            return new Pools(only, only);
        }
        String path = file.toString();
        return both(
                sqlitePool(config, path, TransactionMode.IMMEDIATE, 1, OVERWRITE_DELETED),
                () -> sqlitePool(config, path, TransactionMode.DEFERRED, config.readers(), "PRAGMA query_only = ON"));
    }

    /** Returns how to open one connection more that writes; nothing for a database in memory, which has only one. */
    static Optional<Supplier<Pool>> spare(AroDatabaseConfig config) {
        return switch (config) {
            case SqliteConfig sqlite ->
                Optional.ofNullable(sqlite.file())
                        .map(file -> () ->
                                sqlitePool(sqlite, file.toString(), TransactionMode.IMMEDIATE, 1, OVERWRITE_DELETED));
            case PostgresConfig postgres ->
                Optional.of(() -> postgresPool(postgres.withPoolSize(1), postgres.url(), "spare", NO_LONG_WAIT));
        };
    }

    private static Pool sqlitePool(SqliteConfig config, String path, TransactionMode mode, int size, String initSql) {
        SQLiteConfig settings = new SQLiteConfig();
        settings.enforceForeignKeys(true);
        settings.setBusyTimeout(Math.toIntExact(config.busyTimeout().toMillis()));
        settings.setSynchronous(config.durability() == Durability.FULL ? SynchronousMode.FULL : SynchronousMode.NORMAL);
        // The driver would otherwise ask for the last row id after every statement.
        settings.setGetGeneratedKeys(false);
        String url = SqliteConfig.PREFIX + path;
        SQLiteDataSource source =
                mode == TransactionMode.IMMEDIATE ? SqliteWriter.source(url, settings) : reader(url, settings);
        SqliteLibrary.requirePlace();

        HikariConfig pool = new HikariConfig();
        pool.setPoolName("aro-db-sqlite-" + (mode == TransactionMode.IMMEDIATE ? "writer" : "reader"));
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(Math.max(250, config.busyTimeout().toMillis()));
        // A database in memory lives as long as its one connection.
        pool.setMaxLifetime(0);
        pool.setIdleTimeout(0);
        pool.setConnectionInitSql(initSql);
        return Pool.start(pool, source::getConnection);
    }

    private static SQLiteDataSource reader(String url, SQLiteConfig settings) {
        SQLiteDataSource source = new SQLiteDataSource(settings);
        source.setUrl(url);
        return source;
    }

    private static Pools postgres(PostgresConfig config) {
        Pool writer = postgresPool(config, config.url(), "primary", null);
        String replica = config.replicaUrl();
        return replica == null
                ? new Pools(writer, writer)
                : both(writer, () -> postgresPool(config, replica, "replica", null));
    }

    private static Pool postgresPool(PostgresConfig config, String url, String role, @Nullable String initSql) {
        Duration timeout = config.connectionTimeout();
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("aro-db-postgres-" + role);
        pool.setMaximumPoolSize(config.poolSize());
        pool.setMinimumIdle(config.minimumIdle());
        pool.setConnectionTimeout(timeout.toMillis());
        pool.setConnectionInitSql(initSql);
        Properties settings = postgresSettings(config);
        return Pool.start(pool, () -> DriverManager.getConnection(url, settings));
    }

    /** Returns the settings for the driver, which those in the URL override. */
    private static Properties postgresSettings(PostgresConfig config) {
        Properties settings = new Properties();
        String user = config.user();
        if (user != null) {
            settings.setProperty("user", user);
        }
        String password = config.password();
        if (password != null) {
            settings.setProperty("password", password);
        }
        settings.setProperty("ApplicationName", "aro-db");
        settings.setProperty("reWriteBatchedInserts", "true");
        // The server's detail quotes the values of the row it refused, which are personal data.
        settings.setProperty("logServerErrorDetail", "false");
        long seconds = Math.ceilDiv(config.connectionTimeout().toMillis(), 1000);
        settings.setProperty("loginTimeout", Long.toString(Math.min(seconds, Integer.MAX_VALUE)));
        return settings;
    }

    private static Pools both(Pool writer, Supplier<Pool> reader) {
        try {
            return new Pools(writer, reader.get());
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** Closing a pool twice, when one pool is both, does nothing the second time. */
    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}
