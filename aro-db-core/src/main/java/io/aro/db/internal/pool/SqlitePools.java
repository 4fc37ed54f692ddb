package io.aro.db.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.connection.SqliteConfig.Durability;
import io.aro.db.error.internal.SqliteLibrary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/** Opening of the pools of a SQLite database: one writer and several readers. */
final class SqlitePools {

    /** Overwrites deleted content with zeros, to remove the data of an erased customer from the file. */
    private static final String OVERWRITE_DELETED = "PRAGMA secure_delete = ON";

    /** SQLite's own limit in bytes. The driver lowers it to 1,000,000, too short for a condition with 30,000 ids. */
    private static final String LONGEST_STATEMENT = "1000000000";

    private SqlitePools() {}

    static Pools open(SqliteConfig config, ThreadLocal<@Nullable Deadline> deadline) {
        Path file = config.file();
        if (file == null) {
            Pool only = pool(config, ":memory:", TransactionMode.IMMEDIATE, 1, OVERWRITE_DELETED, deadline);
            return new Pools(only, only, deadline, new DatabaseFiles(null), null);
        }
        String path = file.toString();
        Pool writer = pool(config, path, TransactionMode.IMMEDIATE, 1, OVERWRITE_DELETED, deadline);
        try {
            String readOnly = "PRAGMA query_only = ON";
            Pool reader = pool(config, path, TransactionMode.DEFERRED, config.readers(), readOnly, deadline);
            return new Pools(writer, reader, deadline, new DatabaseFiles(file), null);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** Opens an additional connection with write access. */
    static Pool spare(SqliteConfig config) {
        String path = Objects.requireNonNull(config.file()).toString();
        return pool(config, path, TransactionMode.IMMEDIATE, 1, OVERWRITE_DELETED, new ThreadLocal<>());
    }

    private static Pool pool(
            SqliteConfig config,
            String path,
            TransactionMode mode,
            int size,
            String initSql,
            ThreadLocal<@Nullable Deadline> deadline) {
        Duration lock = config.timeLimits().lock();
        SQLiteConfig settings = new SQLiteConfig();
        settings.enforceForeignKeys(true);
        settings.setBusyTimeout(millis(lock));
        settings.setSynchronous(config.durability() == Durability.FULL ? SynchronousMode.FULL : SynchronousMode.NORMAL);
        settings.setPragma(Pragma.LIMIT_SQL_LENGTH, LONGEST_STATEMENT);
        // Otherwise the driver queries the last row id after every statement.
        settings.setGetGeneratedKeys(false);
        String url = "jdbc:sqlite:" + path;
        Pool.Maker maker = mode == TransactionMode.IMMEDIATE
                ? SqliteWriter.source(url, settings)::getConnection
                : () -> new CachingConnection(url, settings.toProperties());
        SqliteLibrary.requirePlace();

        HikariConfig pool = new HikariConfig();
        pool.setPoolName("aro-db-sqlite-" + (mode == TransactionMode.IMMEDIATE ? "writer" : "reader"));
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(config.timeLimits().connection().toMillis());
        // An in-memory database lives as long as its single connection.
        pool.setMaxLifetime(0);
        pool.setIdleTimeout(0);
        pool.setConnectionInitSql(initSql);
        return Pool.start(pool, maker, deadline, lock);
    }

    private static int millis(Duration wait) {
        return Math.toIntExact(wait.toMillis());
    }
}
