package io.aro.db.privacy.internal;

import io.aro.db.internal.dialect.PrimaryKey;
import io.aro.db.internal.session.Connections;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/**
 * A search of all tables for mentions of a person, in read-only transactions that never block writers.
 *
 * <p>Reads from the primary, never from a replica. Rows are read one at a time; only the keys of matches stay in
 * memory.
 */
final class MentionSearch {

    private static final int FETCH = 500;

    private final Connections connections;

    MentionSearch(Connections connections) {
        this.connections = connections;
    }

    /** Returns the keys of rows with a mention; each table is read in a snapshot of its own, taken after the call. */
    FoundRows find(Subject subject) {
        Map<Table<?>, List<Record>> keys = new LinkedHashMap<>();
        for (TableRules<?> entry : PersonalDataInventory.ENTRIES) {
            List<Record> found = connections.<List<Record>, RuntimeException>readOnly(
                    snapshot -> snapshot.read(dsl -> find(dsl, entry, subject)));
            if (!found.isEmpty()) {
                keys.put(entry.table(), found);
            }
        }
        return new FoundRows(keys);
    }

    private static <R extends Record> List<Record> find(DSLContext dsl, TableRules<R> entry, Subject subject) {
        List<? extends Field<?>> searched = entry.searched();
        if (searched.isEmpty() || subject.mentions().isEmpty()) {
            return List.of();
        }
        List<? extends Field<?>> key = PrimaryKey.of(entry.table());
        List<Field<?>> columns = Stream.<Field<?>>concat(key.stream(), searched.stream())
                .distinct()
                .toList();
        List<Record> found = new ArrayList<>();
        try (Cursor<Record> rows = dsl.select(columns)
                .from(entry.table())
                .where(SubjectConditions.byMention(dsl, searched, subject))
                .fetchSize(FETCH)
                .fetchLazy()) {
            for (Record row : rows) {
                if (subject.isMentionedIn(row, searched)) {
                    found.add(row.into(key.toArray(Field<?>[]::new)));
                }
            }
        }
        return found;
    }
}
