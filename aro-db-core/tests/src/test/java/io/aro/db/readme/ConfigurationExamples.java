package io.aro.db.readme;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.ReplicaPolicy;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.connection.TimeLimits;
import java.nio.file.Path;
import java.time.Duration;

/** Configurations with options. */
final class ConfigurationExamples {

    private ConfigurationExamples() {}

    static AroDatabaseConfig sqlite(Path path) {
        // @start region="sqlite"
        SqliteConfig config = SqliteConfig.file(path).withReaders(8).withBusyTimeout(Duration.ofSeconds(5));
        // @end
        return config;
    }

    static AroDatabaseConfig limits(String url, String user, String password) {
        // @start region="limits"
        TimeLimits limits =
                TimeLimits.defaults().withRequest(Duration.ofSeconds(1)).withLock(Duration.ofSeconds(5));
        PostgresConfig config = PostgresConfig.of(url, user, password).withTimeLimits(limits);
        // @end
        return config;
    }

    static PostgresConfig replica(String url, String user, String password, String replicaUrl) {
        // @start region="replica"
        ReplicaPolicy policy = ReplicaPolicy.defaults().withLongestLag(Duration.ofSeconds(2));
        PostgresConfig config = PostgresConfig.of(url, user, password).withReplica(replicaUrl, policy);
        // @end
        return config;
    }
}
