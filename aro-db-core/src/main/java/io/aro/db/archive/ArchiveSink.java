package io.aro.db.archive;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A store for rows that leave the database; {@link FileArchive} is the one in files.
 *
 * <p>An implementation must be safe for several threads and processes, and must not return from {@link
 * SegmentWriter#prepare} before what was written survives a power cut. An archive serves one database.
 */
public interface ArchiveSink {

    /**
     * Begins a segment.
     *
     * @throws ArchiveException if the archive cannot be written
     */
    SegmentWriter begin(UUID id, String source);

    /**
     * Returns the segments that were prepared by a run that is gone, and neither committed nor discarded.
     *
     * <p>Those that a run is still at work on, in whatever process, are not among them. What such a run has left half
     * written is removed.
     */
    List<Segment> findPrepared();

    /**
     * Proves that a prepared segment is complete and still its writer's, immediately before the transaction commits that
     * deletes its rows.
     *
     * <p>Unless the archive knows better it reads the whole segment.
     *
     * @throws ArchiveException if it is not; no row is deleted then
     */
    default void requirePrepared(Segment segment) {
        read(segment, row -> {});
    }

    /**
     * Makes a prepared segment part of the archive; once more changes nothing.
     *
     * @throws ArchiveException if its data are missing or not complete
     */
    void commit(Segment segment);

    /** Removes a prepared segment. */
    void discard(Segment segment);

    /** Puts a prepared segment where it is kept but is not part of the archive, for a person to look at. */
    void setAside(Segment segment);

    /** Takes a segment out of the archive whose rows were put back into the database; once more changes nothing. */
    void withdraw(Segment segment);

    /** Returns the segments of the archive, in the order they were begun. */
    List<Segment> segments();

    /** Returns a segment that is prepared, by whatever run, or part of the archive. */
    default Optional<Segment> find(String source, UUID id) {
        return Stream.concat(findPrepared().stream(), segments().stream())
                .filter(segment -> segment.id().equals(id) && segment.source().equals(source))
                .findFirst();
    }

    /**
     * Hands on the rows of a segment, prepared or part of the archive, in the order they were written, one at a time.
     *
     * @throws ArchiveException if it is not there, or is not what its manifest says, which may show only at its end
     */
    void read(Segment segment, Consumer<ArchivedRow> reader);
}
