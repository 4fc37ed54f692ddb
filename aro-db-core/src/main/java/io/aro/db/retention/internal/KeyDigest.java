package io.aro.db.retention.internal;

import io.aro.db.archive.ArchivedRow;
import io.aro.db.internal.dialect.PrimaryKey;
import io.aro.db.internal.value.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A digest of the primary keys of rows in their order, by which a list of rows is told from every other.
 *
 * <p>Rows of the database and rows of a segment give the same digest. It needs constant memory and serves one thread.
 */
final class KeyDigest {

    private final MessageDigest sha256 = Sha256.create();
    private long count;

    /** Adds a row of the database, of which the key is enough. */
    void add(Table<?> table, Record row) {
        begin(table);
        for (Field<?> field : PrimaryKey.of(table)) {
            add(String.valueOf(row.get(field)));
        }
    }

    /** Adds a row of a segment. */
    void add(ArchivedRow row) {
        Table<?> table = ArchivedTables.named(row.table());
        begin(table);
        for (Field<?> field : PrimaryKey.of(table)) {
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

    /**
     * The identity of a list of rows.
     *
     * @param count how many they are
     * @param sha256 the SHA-256 of their keys in their order
     */
    record Keys(long count, String sha256) {}
}
