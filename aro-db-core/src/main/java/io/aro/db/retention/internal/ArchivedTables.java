package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;

import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.ArchivedRow;
import io.aro.db.internal.binding.RowJson;
import io.aro.db.refusal.DocumentMismatchException;
import java.util.List;
import java.util.Locale;
import org.jooq.Record;
import org.jooq.Table;

/** The tables whose rows are in segments, and the form of these rows. */
public final class ArchivedTables {

    /** The tables of which rows may be in a segment. */
    public static final List<Table<?>> ALL =
            List.of(EVENTS, APPOINTMENTS, APPOINTMENT_TRANSITIONS, REMINDER_LOGS, WORKFLOW_INSTANCES, DEAD_LETTERS);

    private ArchivedTables() {}

    /** Returns the row of a table as it stands in a segment. */
    static ArchivedRow write(Table<?> table, Record row) {
        return new ArchivedRow(table.getName(), RowJson.of(row));
    }

    /**
     * Returns the row of a table that stands in a segment.
     *
     * @throws ArchiveException if rows of such a table are not archived
     * @throws DocumentMismatchException if it is not a row of the table
     */
    static Record read(ArchivedRow archived) {
        return RowJson.read(named(archived.table()), archived.row());
    }

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
                        String.format(
                                Locale.ROOT,
                                "The archive has rows of a table %s, which this version does not know; use the version that wrote it.",
                                name),
                        null));
    }
}
