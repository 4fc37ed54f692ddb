package io.aro.db.examples.benchmarks.peers.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.testkit.PatientConfig;
import java.util.Locale;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * Hikari pools with the library's settings, and without its code.
 *
 * @param writer the pool of connections with write access
 * @param reader the pool for queries outside transactions; the writer on PostgreSQL
 */
public record PlainPools(HikariDataSource writer, HikariDataSource reader) implements AutoCloseable {

    private static final TimeLimits LIMITS = PatientConfig.limits();

    /** Opens the pools of a database. */
    public static PlainPools open(Address address, int size) {
        if (address.isPostgres()) {
            HikariDataSource pool = postgres(address, size);
            return new PlainPools(pool, pool);
        }
        return new PlainPools(
                sqlite(address, 1, DeferredAfterCommit.source(settings()), "PRAGMA secure_delete = ON"),
                sqlite(
                        address,
                        SqliteConfig.DEFAULT_READERS,
                        new SQLiteDataSource(settings()),
                        "PRAGMA query_only = ON"));
    }

    private static SQLiteConfig settings() {
        SQLiteConfig settings = new SQLiteConfig();
        settings.enforceForeignKeys(true);
        settings.setBusyTimeout(Math.toIntExact(LIMITS.lock().toMillis()));
        settings.setSynchronous(SynchronousMode.FULL);
        settings.setPragma(Pragma.LIMIT_SQL_LENGTH, "1000000000");
        settings.setGetGeneratedKeys(false);
        return settings;
    }

    private static HikariDataSource sqlite(Address address, int size, SQLiteDataSource source, String first) {
        source.setUrl(address.url());
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(LIMITS.connection().toMillis());
        config.setMaxLifetime(0);
        config.setIdleTimeout(0);
        config.setConnectionInitSql(first);
        return new HikariDataSource(config);
    }

    private static HikariDataSource postgres(Address address, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.secret());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(LIMITS.connection().toMillis());
        config.setValidationTimeout(1_000);
        config.addDataSourceProperty("ApplicationName", "peers");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty(
                "socketTimeout", Long.toString(LIMITS.socket().toSeconds()));
        config.addDataSourceProperty(
                "options",
                String.format(
                        Locale.ROOT,
                        "-c statement_timeout=%s -c lock_timeout=%s",
                        LIMITS.statement().toMillis(),
                        LIMITS.lock().toMillis()));
        return new HikariDataSource(config);
    }

    /** Returns the pool of writes. */
    public DataSource forWrites() {
        return writer;
    }

    /** Returns the pool of queries. */
    public DataSource forReads() {
        return reader;
    }

    /** Returns whether both are one pool. */
    public boolean isShared() {
        return writer.equals(reader);
    }

    /** Closes the pools. */
    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
