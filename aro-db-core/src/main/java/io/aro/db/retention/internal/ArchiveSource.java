package io.aro.db.retention.internal;

import io.aro.db.internal.session.InternalSession;
import io.aro.db.repository.Session;
import io.aro.db.retention.internal.ArchivedTables.Keys;
import java.time.Instant;
import org.jooq.Record;
import org.jooq.Table;

/** A kind of row that retention archives. */
interface ArchiveSource {

    /** Returns the name of its segments. */
    String name();

    /**
     * Writes the next rows to the segment and returns them.
     *
     * @param snapshot the state of the database that it reads
     * @param limit about how many rows at most
     */
    Selection select(Session snapshot, int limit, Segment segment);

    /** The segment that rows are written to. */
    @FunctionalInterface
    interface Segment {

        /**
         * Writes a row of a table.
         *
         * @param at the time by which it was chosen
         */
        void write(Table<?> table, Record row, Instant at);
    }

    /** Rows that were written to a segment. */
    interface Selection {

        /** Returns how many of the rows the step counts. */
        int count();

        /**
         * Deletes exactly these rows, if they are unchanged and still due.
         *
         * @param archived the identity of the rows that were read back from the segment
         * @return whether they were deleted; otherwise the caller rolls back
         */
        boolean delete(InternalSession tx, Keys archived);
    }
}
