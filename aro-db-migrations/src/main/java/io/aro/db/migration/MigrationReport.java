package io.aro.db.migration;

import java.time.Duration;
import java.util.List;

/**
 * The result of {@link Migrator#migrate()}.
 *
 * @param fromVersion the version before; 0 for a database without a schema
 * @param toVersion the version after
 * @param applied the applied migrations, in order; empty if the database was current
 * @param took the total duration, including the wait for other migrators
 */
public record MigrationReport(int fromVersion, int toVersion, List<MigrationEvent> applied, Duration took) {

    public MigrationReport {
        applied = List.copyOf(applied);
    }
}
