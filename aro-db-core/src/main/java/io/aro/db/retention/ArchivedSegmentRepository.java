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
     * Returns the segments of the archive, in the order of their creation.
     *
     * @throws ArchiveException if the archive cannot be read
     */
    List<Segment> findAll();

    /**
     * Passes the rows of a segment to a reader, one at a time. A damaged segment may fail only after its last row.
     *
     * @throws NotFoundException if the archive has no segment of this id
     * @throws ArchiveException if the segment contradicts its manifest, is not recorded in this database, or differs
     *     from the record
     */
    void read(UUID id, Consumer<ArchivedRow> reader);

    /**
     * Reads the whole archive and checks that every segment is present, undamaged, and recorded in the database.
     *
     * <p>The check needs little memory, and the time of reading all files. Retention runs and restorations may proceed
     * during the check.
     */
    ArchiveCheck verify();

    /**
     * Moves the rows of a segment back into the database in one transaction, and returns their number.
     *
     * <p>Afterwards the segment leaves the archive. For customers erased since the archiving, the erasure is repeated.
     * The next retention run archives the rows again if its policy requires this.
     *
     * @throws NotFoundException if the archive has no segment of this id, or its rows are already restored
     * @throws ArchiveException if the segment differs from its manifest or from the record in the database; no row is
     *     restored
     * @throws RefusedChangeException if a customer was erased since and is now under a legal hold
     * @throws ConstraintViolationException if the parent of a row is missing, or a row with the same key exists
     * @throws SchemaMismatchException if a newer library has migrated the database; restore with the newer library
     */
    long restore(UUID id);
}
