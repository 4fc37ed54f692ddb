package io.aro.db.archive;

import java.time.Instant;

/**
 * The writer of one segment; serves one thread.
 *
 * <p>The calls come in this order: {@link #write} for each row, {@link #prepare}, and {@link #commit} once the rows are
 * deleted, or {@link #discard} when it is certain that they are not. A segment that is closed after {@link #prepare}
 * alone stays prepared, for {@link ArchiveSink#findPrepared}; one that is closed before is gone.
 */
public interface SegmentWriter extends AutoCloseable {

    /**
     * Adds a row.
     *
     * @param at the time by which it was chosen
     * @throws ArchiveException if it cannot be written
     */
    void write(ArchivedRow row, Instant at);

    /**
     * Makes what was written complete and safe from a power cut, and describes it.
     *
     * @throws ArchiveException if that cannot be done
     */
    Segment prepare();

    /** Makes the prepared segment part of the archive. */
    void commit();

    /** Removes what was written. */
    void discard();

    /** Lets go of the segment. */
    @Override
    void close();
}
