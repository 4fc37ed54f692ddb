package io.aro.db.privacy.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Record;
import org.jooq.Table;

/**
 * The keys of rows with a mention of a person at the time of a search; immutable.
 *
 * @param keys records with at least the primary key, by table
 */
record FoundRows(Map<Table<?>, List<Record>> keys) {

    /** The maximum number of rows per transaction; locking, reading and changing them takes a fraction of a second. */
    private static final int PIECE = 200;

    static FoundRows nothing() {
        return new FoundRows(Map.of());
    }

    /** Returns the keys of a table's rows; empty without any. */
    List<Record> of(Table<?> table) {
        return keys.getOrDefault(table, List.of());
    }

    /** Splits the keys into parts for a transaction each; returns at least one part, possibly empty. */
    List<FoundRows> pieces() {
        List<FoundRows> pieces = new ArrayList<>();
        Map<Table<?>, List<Record>> piece = new LinkedHashMap<>();
        int size = 0;
        for (Map.Entry<Table<?>, List<Record>> each : keys.entrySet()) {
            for (Record key : each.getValue()) {
                if (size == PIECE) {
                    pieces.add(new FoundRows(piece));
                    piece = new LinkedHashMap<>();
                    size = 0;
                }
                piece.computeIfAbsent(each.getKey(), table -> new ArrayList<>()).add(key);
                size++;
            }
        }
        pieces.add(new FoundRows(piece));
        return pieces;
    }

    boolean isEmpty() {
        return keys.values().stream().allMatch(List::isEmpty);
    }
}
