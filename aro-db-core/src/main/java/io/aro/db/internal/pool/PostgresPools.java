package io.aro.db.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.TimeLimits;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opening of the pools of a PostgreSQL database: primary, replica and spare connection. */
final class PostgresPools {

    /** Timeout of the liveness check of an idle connection. */
    private static final Duration PROOF_OF_LIFE = Duration.ofSeconds(1);

    /** Timeout of the monitor of a replica. */
    private static final Duration PROBE = Duration.ofSeconds(3);

    private PostgresPools() {}

    static Pools open(PostgresConfig config, ThreadLocal<@Nullable Deadline> deadline) {
        Pools primary = openPrimary(config, deadline);
        String replica = config.replicaUrl();
        if (replica == null) {
            return primary;
        }
        try {
            PostgresMaker probe = probe(config, replica);
            ReplicaMonitor monitor = ReplicaMonitor.start(probe(config, config.url()), probe, config);
            PostgresRoute route = Objects.requireNonNullElse(probe.route(), PostgresRoute.UNKNOWN);
            Pool reads = reader(config, replica, route, deadline);
            monitor.watch(reads);
            return new Pools(primary.writer(), reads, deadline, null, monitor);
        } catch (RuntimeException e) {
            primary.close();
            throw e;
        }
    }

    /** Opens a single pool, on the primary. */
    static Pools openPrimary(PostgresConfig config, ThreadLocal<@Nullable Deadline> deadline) {
        Pool writer = pool(config, config.url(), "primary", deadline);
        return new Pools(writer, writer, deadline, null, null);
    }

    private static Pool reader(
            PostgresConfig config, String url, PostgresRoute route, ThreadLocal<@Nullable Deadline> deadline) {
        HikariConfig pool = pooling(config, "replica");
        pool.setConnectionTimeout(config.replicaPolicy().longestWait().toMillis());
        return Pool.startEmpty(pool, maker(config, url), route, deadline);
    }

    /** Returns the maker of a connection for the monitor, which must notice a frozen server soon. */
    private static PostgresMaker probe(PostgresConfig config, String url) {
        return new PostgresMaker(config, url, settings(config), LoginLimits.of(url, PROBE, PROBE));
    }

    /** Opens an additional connection to the primary. */
    static Pool spare(PostgresConfig config) {
        return pool(config.withPoolSize(1), config.url(), "spare", new ThreadLocal<>());
    }

    private static Pool pool(PostgresConfig config, String url, String role, ThreadLocal<@Nullable Deadline> deadline) {
        return Pool.start(pooling(config, role), maker(config, url), deadline, null);
    }

    private static HikariConfig pooling(PostgresConfig config, String role) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("aro-db-postgres-" + role);
        pool.setMaximumPoolSize(config.poolSize());
        pool.setMinimumIdle(config.minimumIdle());
        pool.setConnectionTimeout(config.timeLimits().connection().toMillis());
        pool.setValidationTimeout(PROOF_OF_LIFE.toMillis());
        return pool;
    }

    private static PostgresMaker maker(PostgresConfig config, String url) {
        TimeLimits limits = config.timeLimits();
        LoginLimits login = LoginLimits.of(url, limits.connection(), limits.socket());
        return new PostgresMaker(config, url, settings(config), login);
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
        // Detects a dead server during idle periods.
        settings.setProperty("tcpKeepAlive", "true");
        return settings;
    }
}
