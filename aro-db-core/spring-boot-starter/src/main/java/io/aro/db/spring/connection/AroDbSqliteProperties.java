package io.aro.db.spring.connection;

import io.aro.db.connection.SqliteConfig.Durability;
import io.aro.db.spring.failure.RefusedStartException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of a SQLite database without a DataSource of the application.
 *
 * @param file Database file, created if absent in an existing folder. With ":memory:" the content ends with the service.
 * @param readers Number of connections beside the writer.
 * @param durability Durability of the last commits in a power cut.
 * @param busyTimeout Longest wait for the write lock.
 */
@ConfigurationProperties("aro.db.sqlite")
record AroDbSqliteProperties(
        @Nullable String file,
        @DefaultValue("4") int readers,
        @DefaultValue("full") Durability durability,
        @DefaultValue("30s") Duration busyTimeout) {

    private static final int MOST_READERS = 64;

    AroDbSqliteProperties {
        if (readers < 1 || readers > MOST_READERS) {
            throw refused("readers", String.valueOf(readers), "from 1 to 64");
        }
        if (busyTimeout.isNegative() || busyTimeout.compareTo(Duration.ofDays(1)) > 0) {
            throw refused("busy-timeout", busyTimeout.toString(), "from 0s to 1d");
        }
    }

    private static RefusedStartException refused(String property, String value, String range) {
        return new RefusedStartException(
                String.format(Locale.ROOT, "The property aro.db.sqlite.%s is %s.", property, value),
                String.format(Locale.ROOT, "Set a value %s.", range));
    }
}
