package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.FORMER_BELONGINGS;

import io.aro.db.archive.ArchivedRow;
import io.aro.db.privacy.internal.RepeatedErasure;
import io.aro.db.repository.Session;
import io.aro.db.repository.internal.BatchInsert;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Record;
import org.jooq.Table;
import tools.jackson.databind.JsonNode;

/**
 * The insertion of a segment's rows, in batches by table; for a single transaction.
 *
 * <p>Memory is limited to one batch and the ids of erased customers, regardless of the size of the segment.
 */
final class Restoration {

    private static final int BATCH = 500;

    private final Session tx;
    private final RepeatedErasure erasure;
    private final List<Record> batch = new ArrayList<>(BATCH);
    private final Set<UUID> own = new HashSet<>();
    private final Set<UUID> entities = new HashSet<>();
    private String table = "";

    Restoration(Session tx) {
        this.tx = tx;
        this.erasure = new RepeatedErasure(tx);
    }

    void add(ArchivedRow row) {
        if (batch.size() == BATCH || !row.table().equals(table)) {
            send();
            table = row.table();
        }
        batch.add(ArchivedTables.read(row));
        remember(row.row());
    }

    void finish() {
        send();
        erasure.apply();
    }

    /** A row leads to the customer by the row's id, entity or parent. */
    private void remember(JsonNode row) {
        addId(row, "id", own);
        for (String column : List.of("id", "entity_id", "customer_id", "appointment_id", "workflow_id")) {
            addId(row, column, entities);
        }
    }

    private static void addId(JsonNode row, String column, Set<UUID> ids) {
        JsonNode id = row.get(column);
        if (id != null && id.isString()) {
            ids.add(UUID.fromString(id.asString()));
        }
    }

    private void send() {
        if (!batch.isEmpty()) {
            insert(ArchivedTables.named(table));
            erasure.lookAt(entities);
            if (!own.isEmpty()) {
                deleteFormerBelongings();
            }
            batch.clear();
            entities.clear();
        }
    }

    /** Foreign keys of the restored rows lead to the customer again. */
    private void deleteFormerBelongings() {
        tx.write(dsl -> dsl.deleteFrom(FORMER_BELONGINGS)
                .where(FORMER_BELONGINGS.ENTITY_ID.in(own))
                .execute());
        own.clear();
    }

    private <R extends Record> void insert(Table<R> rows) {
        new BatchInsert<>(tx::run, rows).insert(batch.stream().map(row -> row.into(rows)));
    }
}
