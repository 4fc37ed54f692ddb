package io.aro.db.retention.internal;

import io.aro.db.internal.session.InternalSession;
import io.aro.db.repository.Session;
import io.aro.db.retention.internal.ArchivedTables.Keys;
import java.time.Instant;
import org.jooq.Record;
import org.jooq.Table;

/** A kind of row that retention archives. */
interface ArchiveSource {

    /** Returns the source name of its segments. */
    String name();

    /**
     * Writes the next due rows to the segment and returns them.
     *
     * @param snapshot the snapshot to read from
     * @param limit the approximate maximum number of rows
     */
    Selection select(Session snapshot, int limit, Segment segment);

    /** A segment during its creation. */
    @FunctionalInterface
    interface Segment {

        /**
         * Writes a row of a table.
         *
         * @param at the time of the row, for the segment's oldest and newest time
         */
        void write(Table<?> table, Record row, Instant at);
    }

    /** The rows written to a segment. */
    interface Selection {

        /** Returns the number of rows that the step counts, without dependants. */
        int count();

        /**
         * Deletes exactly these rows if they are unchanged and still due.
         *
         * @param archived the identity of the rows read back from the segment
         * @return whether the rows were deleted; on false the caller rolls back
         */
        boolean delete(InternalSession tx, Keys archived);
    }
}
