package io.aro.db.connection;

import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Configurations for the tests of this package. */
final class Opened {

    /** Longer than any test; a busy timeout is an hour at most. */
    private static final Duration FOR_EVER = Duration.ofMinutes(30);

    private static final String NEWER_VERSION = "INSERT INTO aro_schema_history (installed_rank, version, description,"
            + " type, script, checksum, installed_by, execution_time, success)"
            + " VALUES (999, '999', 'future', 'SQL', 'V999__future.sql', 1, 'tests', 1, TRUE)";
    private static final String OLDEST_LIBRARY =
            "INSERT INTO aro_schema_versions (version, oldest_library) VALUES (999, 999)";

    private Opened() {}

    /** Changes the history to that of a newer library, which excludes older libraries. */
    static void asByNewerLibrary(Statement statement) throws SQLException {
        statement.executeUpdate(NEWER_VERSION);
        statement.executeUpdate(OLDEST_LIBRARY);
    }

    static AroDatabaseConfig by(TestDatabase database) {
        return PatientConfig.of(AroDatabaseConfig.of(database.jdbcUrl(), database.user(), database.password()));
    }

    /** Returns a configuration with a single connection, unavailable during its use. */
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
