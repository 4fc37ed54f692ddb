package io.aro.db.archive;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A store for archived rows; {@link FileArchive} is the implementation in files.
 *
 * <p>Implementations must be safe for concurrent threads and processes. {@link SegmentWriter#prepare} must not return
 * before the segment is durable, even across a power failure. Each archive serves one database.
 */
public interface ArchiveSink {

    /**
     * Begins a segment.
     *
     * @param id the id of the new segment
     * @param source the kind of rows, such as {@code events}
     * @throws ArchiveException if the archive cannot be written
     */
    SegmentWriter begin(UUID id, String source);

    /**
     * Returns in-doubt segments: prepared by a run that ended before commit or discard.
     *
     * <p>Segments of a running writer are excluded, in other processes as well. Unfinished segments of ended runs are
     * deleted.
     */
    List<Segment> findPrepared();

    /**
     * Verifies that a prepared segment is complete and still belongs to its writer.
     *
     * <p>Called directly before the commit of the transaction that deletes the rows. The default implementation reads
     * the whole segment.
     *
     * @throws ArchiveException if the check fails; no row is deleted then
     */
    default void requirePrepared(Segment segment) {
        read(segment, row -> {});
    }

    /**
     * Makes a prepared segment part of the archive; idempotent.
     *
     * @throws ArchiveException if the segment's data are missing or incomplete
     */
    void commit(Segment segment);

    /** Deletes a prepared segment; its rows are still in the database. */
    void discard(Segment segment);

    /** Moves a prepared segment out of the archive without deleting it, for inspection by an operator. */
    void setAside(Segment segment);

    /** Removes a segment from the archive after its rows were restored to the database; idempotent. */
    void withdraw(Segment segment);

    /** Returns the committed segments, ordered by id and so by begin. */
    List<Segment> segments();

    /** Returns a prepared or committed segment; the default finds no segment of a running writer. */
    default Optional<Segment> find(String source, UUID id) {
        return Stream.concat(findPrepared().stream(), segments().stream())
                .filter(segment -> segment.id().equals(id) && segment.source().equals(source))
                .findFirst();
    }

    /**
     * Passes the rows of a prepared or committed segment to a reader, one at a time and in the order of writing.
     *
     * <p>Some damage shows only at the end, after the reader has seen rows. Discard their effects if this method
     * throws.
     *
     * @throws ArchiveException if the segment is missing or does not match its manifest
     */
    void read(Segment segment, Consumer<ArchivedRow> reader);
}
