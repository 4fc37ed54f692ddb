package io.aro.db.connection;

import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;

/** Makes the configurations that the tests of this package open a database with. */
final class Opened {

    /** Longer than any test may take; a busy timeout may be an hour at most. */
    private static final Duration FOR_EVER = Duration.ofMinutes(30);

    private Opened() {}

    static AroDatabaseConfig by(TestDatabase database) {
        return AroDatabaseConfig.of(database.jdbcUrl(), database.user(), database.password());
    }

    /** Returns a configuration with a single connection, which nobody gets while another holds it. */
    static AroDatabaseConfig withOneConnection(TestDatabase database) {
        return switch (by(database)) {
            case SqliteConfig sqlite -> sqlite.withReaders(1).withBusyTimeout(FOR_EVER);
            case PostgresConfig postgres -> postgres.withPoolSize(1).withConnectionTimeout(FOR_EVER);
        };
    }

    static Path fileOf(TestDatabase database) {
        return Path.of(database.jdbcUrl().substring(SqliteConfig.PREFIX.length()));
    }
}
