package io.aro.db.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.TimeLimits;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opening of the pools of a PostgreSQL database: primary, replica and spare connection. */
final class PostgresPools {

    /** Timeout of the liveness check of an idle connection. */
    private static final Duration PROOF_OF_LIFE = Duration.ofSeconds(1);

    private PostgresPools() {}

    static Pools open(PostgresConfig config, ThreadLocal<@Nullable Deadline> deadline) {
        Pool writer = pool(config, config.url(), "primary", deadline);
        String replica = config.replicaUrl();
        if (replica == null) {
            return new Pools(writer, writer, deadline, null);
        }
        try {
            return new Pools(writer, pool(config, replica, "replica", deadline), deadline, null);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** Opens an additional connection to the primary. */
    static Pool spare(PostgresConfig config) {
        return pool(config.withPoolSize(1), config.url(), "spare", new ThreadLocal<>());
    }

    private static Pool pool(PostgresConfig config, String url, String role, ThreadLocal<@Nullable Deadline> deadline) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("aro-db-postgres-" + role);
        pool.setMaximumPoolSize(config.poolSize());
        pool.setMinimumIdle(config.minimumIdle());
        pool.setConnectionTimeout(config.timeLimits().connection().toMillis());
        pool.setValidationTimeout(PROOF_OF_LIFE.toMillis());
        return Pool.start(pool, new PostgresMaker(config, url, settings(config)), deadline, null);
    }

    /** Returns the driver settings; settings in the URL override them. */
    private static Properties settings(PostgresConfig config) {
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
        // Sends the application name at login. Otherwise the driver sets it on the session, which a pooler shares.
        settings.setProperty("assumeMinServerVersion", "15");
        // The server's error detail quotes values of the refused row, which are personal data.
        settings.setProperty("logServerErrorDetail", "false");
        limit(settings, config);
        return settings;
    }

    private static void limit(Properties settings, PostgresConfig config) {
        TimeLimits limits = config.timeLimits();
        settings.setProperty("loginTimeout", seconds(limits.connection()));
        settings.setProperty("connectTimeout", seconds(limits.connection()));
        settings.setProperty("socketTimeout", seconds(limits.socket()));
        // Detects a dead server during idle periods.
        settings.setProperty("tcpKeepAlive", "true");
    }

    private static String seconds(Duration limit) {
        return Long.toString(Math.ceilDiv(limit.toMillis(), 1000L));
    }
}
