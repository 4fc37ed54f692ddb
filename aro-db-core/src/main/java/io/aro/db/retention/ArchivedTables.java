package io.aro.db.retention;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;

import io.aro.db.archive.ArchiveException;
import java.util.List;
import org.jooq.Table;

/** Knows the tables whose rows are in segments. */
final class ArchivedTables {

    static final List<Table<?>> ALL =
            List.of(EVENTS, APPOINTMENTS, APPOINTMENT_TRANSITIONS, REMINDER_LOGS, WORKFLOW_INSTANCES, DEAD_LETTERS);

    private ArchivedTables() {}

    /**
     * Returns the table of a name.
     *
     * @throws ArchiveException if rows of such a table are not archived
     */
    static Table<?> named(String name) {
        return ALL.stream()
                .filter(table -> table.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new ArchiveException(
                        "The archive has rows of a table %s, which this version does not know; use the version that wrote it."
                                .formatted(name),
                        null));
    }
}
