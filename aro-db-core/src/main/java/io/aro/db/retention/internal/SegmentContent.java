package io.aro.db.retention.internal;

import io.aro.db.archive.SegmentWriter;
import java.time.Instant;
import org.jooq.Record;
import org.jooq.Table;

/** The rows that are written to a segment, with the digest of their keys; serves one thread. */
final class SegmentContent {

    private final SegmentWriter writer;
    private final KeyDigest keys = new KeyDigest();

    SegmentContent(SegmentWriter writer) {
        this.writer = writer;
    }

    /**
     * Writes a row of a table.
     *
     * @param at the time by which it was chosen
     */
    void write(Table<?> table, Record row, Instant at) {
        writer.write(ArchivedTables.write(table, row), at);
        keys.add(table, row);
    }

    /** Returns the identity of all that was written. */
    KeyDigest.Keys end() {
        return keys.end();
    }
}
