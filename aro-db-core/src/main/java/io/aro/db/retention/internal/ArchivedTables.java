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

/** The tables whose rows are in segments, the form of these rows, and their identity. */
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

    private static List<? extends Field<?>> key(Table<?> table) {
        return Objects.requireNonNull(table.getPrimaryKey()).getFields();
    }

    /**
     * A digest of the primary keys of rows in their order, by which a list of rows is told from every other.
     *
     * <p>Rows of the database and rows of a segment give the same digest. It needs constant memory and serves one thread.
     */
    static final class KeyDigest {

        private final MessageDigest sha256 = Sha256.create();
        private long count;

        /** Adds a row of the database, of which the key is enough. */
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

        /** Ends the digest. */
        Keys end() {
            return new Keys(count, Sha256.hex(sha256));
        }

        private void begin(Table<?> table) {
            count++;
            add(table.getName());
        }

        /** No name and no text of a key has a line break. */
        private void add(String text) {
            sha256.update((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * The identity of a list of rows.
     *
     * @param count how many they are
     * @param sha256 the SHA-256 of their keys in their order
     */
    record Keys(long count, String sha256) {}
}
