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
import io.aro.db.internal.value.Sha256;
import io.aro.db.refusal.DocumentMismatchException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The archived tables, with the format and the identity of their rows in segments. */
public final class ArchivedTables {

    /** The tables with rows in segments. */
    public static final List<Table<?>> ALL =
            List.of(EVENTS, APPOINTMENTS, APPOINTMENT_TRANSITIONS, REMINDER_LOGS, WORKFLOW_INSTANCES, DEAD_LETTERS);

    private ArchivedTables() {}

    /** Converts a row of a table to its form in a segment. */
    static ArchivedRow write(Table<?> table, Record row) {
        return new ArchivedRow(table.getName(), RowJson.of(row));
    }

    /**
     * Converts a row of a segment to a row of its table.
     *
     * @throws ArchiveException if the table is not archived
     * @throws DocumentMismatchException if the row does not fit the table
     */
    static Record read(ArchivedRow archived) {
        return RowJson.read(named(archived.table()), archived.row());
    }

    /**
     * Returns the archived table of a name.
     *
     * @throws ArchiveException if the table is not archived
     */
    static Table<?> named(String name) {
        return ALL.stream()
                .filter(table -> table.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new ArchiveException(
                        String.format(
                                Locale.ROOT,
                                "The archive has rows of the unknown table %s; use the library version that wrote the archive.",
                                name),
                        null));
    }

    private static List<? extends Field<?>> key(Table<?> table) {
        return Objects.requireNonNull(table.getPrimaryKey()).getFields();
    }

    /**
     * A digest of the primary keys of rows, in order; distinguishes any two lists of rows.
     *
     * <p>Database rows and segment rows give the same digest. The digest uses constant memory and is not thread-safe.
     */
    static final class KeyDigest {

        private final MessageDigest sha256 = Sha256.create();
        private long count;

        /** Adds a row of the database; only its table and primary key count. */
        void add(Table<?> table, Record row) {
            begin(table);
            for (Field<?> field : key(table)) {
                add(String.valueOf(row.get(field)));
            }
        }

        /** Adds a row of a segment. */
        void add(ArchivedRow row) {
            Table<?> table = named(row.table());
            begin(table);
            for (Field<?> field : key(table)) {
                @Nullable JsonNode value = row.row().get(field.getName());
                add(value == null || !value.isValueNode() ? "" : String.valueOf(value.asString()));
            }
        }

        /** Completes the digest. */
        Keys end() {
            return new Keys(count, Sha256.hex(sha256));
        }

        private void begin(Table<?> table) {
            count++;
            add(table.getName());
        }

        /** A line break is a safe separator: no table name and no key contains a line break. */
        private void add(String text) {
            sha256.update((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * The identity of a list of rows.
     *
     * @param count the number of rows
     * @param sha256 the SHA-256 of their primary keys, in order
     */
    record Keys(long count, String sha256) {}
}
