package io.aro.db.retention.internal;

import io.aro.db.repository.Session;

/** Is rows of one sort that leave the database through the archive. */
interface ArchiveSource {

    /** Returns the name of its segments. */
    String name();

    /** Writes the next rows to the segment, at most about so many, and returns them; it reads one snapshot. */
    Selection select(Session snapshot, int limit, SegmentContent segment);

    /** Is rows that were written to a segment. */
    interface Selection {

        /** Returns how many of what the step counts there are. */
        int count();

        /**
         * Deletes exactly these rows, if they are still as they were written and still due.
         *
         * @param archived the identity of the rows that were read back from the segment
         * @return whether that is what it did; otherwise the caller rolls back
         */
        boolean delete(Session tx, KeyDigest.Keys archived);
    }
}
