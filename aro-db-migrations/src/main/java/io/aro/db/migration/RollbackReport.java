package io.aro.db.migration;

import java.time.Duration;
import java.util.List;

/**
 * Tells what {@link Migrator#rollback(int)} did.
 *
 * @param undone the migrations that were undone, newest first
 * @param droppedTables the tables that were there before and are not any more
 * @param took the whole time, waiting for other migrators included
 */
public record RollbackReport(
        int fromVersion, int toVersion, List<MigrationEvent> undone, List<String> droppedTables, Duration took) {

    public RollbackReport {
        undone = List.copyOf(undone);
        droppedTables = List.copyOf(droppedTables);
    }
}
