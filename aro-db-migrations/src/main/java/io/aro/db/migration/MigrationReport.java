package io.aro.db.migration;

import java.time.Duration;
import java.util.List;

/**
 * Tells what {@link Migrator#migrate()} did.
 *
 * @param fromVersion the version before; 0 when the database had no schema
 * @param toVersion the version after
 * @param applied what was run, in order; empty when the database was current
 * @param took the whole time, waiting for other migrators included
 */
public record MigrationReport(int fromVersion, int toVersion, List<MigrationEvent> applied, Duration took) {

    public MigrationReport {
        applied = List.copyOf(applied);
    }
}
