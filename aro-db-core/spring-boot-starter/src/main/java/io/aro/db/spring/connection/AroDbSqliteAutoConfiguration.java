package io.aro.db.spring.connection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.aro.db.spring.failure.RefusedStartException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The pool of a SQLite file, for a service without a {@link DataSource} of its own. */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "aro.db.enabled", matchIfMissing = true)
@ConditionalOnProperty("aro.db.sqlite.file")
@EnableConfigurationProperties(AroDbSqliteProperties.class)
final class AroDbSqliteAutoConfiguration {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    /** SQLite's own limit in bytes. The driver lowers it to 1,000,000, too short for a condition with 30,000 ids. */
    private static final int LONGEST_STATEMENT = 1_000_000_000;

    /** Yields to the connection details of a test container, too. */
    @Bean
    @ConditionalOnMissingBean({DataSource.class, JdbcConnectionDetails.class})
    HikariDataSource dataSource(AroDbSqliteProperties properties, Environment environment) {
        requireOneDatabase(environment);
        SqlitePlace place = SqlitePlace.of(Objects.requireNonNull(properties.file()));
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("aro-db-sqlite");
        pool.setDriverClassName("org.sqlite.JDBC");
        pool.setJdbcUrl(url(place, properties));
        // A database in memory belongs to its connection, so it has one, for the life of the pool.
        pool.setMaximumPoolSize(place.isInMemory() ? 1 : properties.readers() + 1);
        pool.setMaxLifetime(0);
        pool.setIdleTimeout(0);
        Duration wait = properties.busyTimeout();
        pool.setConnectionTimeout((wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait).toMillis());
        return new HikariDataSource(pool);
    }

    private static void requireOneDatabase(Environment environment) {
        if (environment.containsProperty("spring.datasource.url")) {
            throw new RefusedStartException(
                    "The properties aro.db.sqlite.file and spring.datasource.url name two databases.",
                    "Remove one of them.");
        }
    }

    private static String url(SqlitePlace place, AroDbSqliteProperties properties) {
        return String.format(
                Locale.ROOT,
                "jdbc:sqlite:%s?foreign_keys=on&transaction_mode=IMMEDIATE&busy_timeout=%d&journal_mode=WAL"
                        + "&synchronous=%s&secure_delete=on&limit_sql_length=%d",
                place.name(),
                properties.busyTimeout().toMillis(),
                properties.durability(),
                LONGEST_STATEMENT);
    }
}
