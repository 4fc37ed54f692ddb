package io.aro.db.migration;

import java.time.Duration;
import java.util.List;

/**
 * The result of {@link Migrator#rollback(int)}.
 *
 * @param undone the undone migrations, newest first
 * @param droppedTables the dropped tables
 * @param took the total duration, including the wait for other migrators
 */
public record RollbackReport(
        int fromVersion, int toVersion, List<MigrationEvent> undone, List<String> droppedTables, Duration took) {

    public RollbackReport {
        undone = List.copyOf(undone);
        droppedTables = List.copyOf(droppedTables);
    }
}
