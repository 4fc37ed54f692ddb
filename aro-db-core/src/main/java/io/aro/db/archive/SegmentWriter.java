package io.aro.db.archive;

import java.time.Instant;

/**
 * The writer of a segment; not thread-safe.
 *
 * <p>Call {@link #write} for each row, then {@link #prepare}. Call {@link #commit} after the rows are deleted, or
 * {@link #discard} if the deletion certainly failed. Closing the writer after {@link #prepare} alone leaves the segment
 * in doubt, for {@link ArchiveSink#findPrepared}. Closing earlier deletes the segment.
 */
public interface SegmentWriter extends AutoCloseable {

    /**
     * Appends a row.
     *
     * @param row the row
     * @param at the row's time for the retention policy
     * @throws ArchiveException if the row cannot be written
     */
    void write(ArchivedRow row, Instant at);

    /**
     * Completes the segment, makes it durable across a power failure, and returns its manifest.
     *
     * @throws ArchiveException if the segment has no rows or cannot be written
     */
    Segment prepare();

    /** Makes the prepared segment part of the archive, after its rows are deleted. */
    void commit();

    /** Deletes the segment, prepared or not; its rows are still in the database. */
    void discard();

    /** Releases the segment's lock and files; deletes the segment if it is not prepared. */
    @Override
    void close();
}
