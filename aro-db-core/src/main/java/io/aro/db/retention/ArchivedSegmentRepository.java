package io.aro.db.retention;

import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.ArchivedRow;
import io.aro.db.archive.Segment;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The segments of the archive, checked against the records of the database; thread-safe. */
public interface ArchivedSegmentRepository {

    /**
     * Returns the segments of the archive, in the order they were begun.
     *
     * @throws ArchiveException if the archive cannot be read
     */
    List<Segment> findAll();

    /**
     * Hands on the rows of a segment one at a time.
     *
     * @throws NotFoundException if the archive has no such segment
     * @throws ArchiveException if this database did not record it, or recorded another one under its id, or it is not what
     *     its manifest says, which may show only at its end
     */
    void read(UUID id, Consumer<ArchivedRow> reader);

    /**
     * Reads the whole archive and says whether every segment is there, unharmed, and recorded by the database.
     *
     * <p>It needs little memory, and as much time as the reading of all files. Runs and restorations may go on meanwhile.
     */
    ArchiveCheck verify();

    /**
     * Puts the rows of a segment back into the database in one transaction, takes it out of the archive, and returns how
     * many rows they were.
     *
     * <p>What is about a customer who was erased since is erased again. The next retention run archives the rows anew if
     * its policy says so.
     *
     * @throws NotFoundException if the archive has no such segment, or its rows are back already
     * @throws ArchiveException if it is not what its manifest says, or not what the database recorded; nothing is put back
     *     then
     * @throws RefusedChangeException if the segment is about a customer who was erased since and is under a legal hold now
     * @throws ConstraintViolationException if what a row belongs to is gone, or a row with its key is there
     * @throws SchemaMismatchException if a newer library has migrated the database; restore with that one
     */
    long restore(UUID id);
}
