package io.aro.db.retention;

import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.ArchivedRow;
import io.aro.db.archive.Segment;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.hold.KnownColumns;
import io.aro.db.hold.RetentionLock;
import io.aro.db.internal.session.Connections;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Checks the archive against what the database knows of it, and puts rows back; thread-safe. */
public final class ArchivedSegments {

    private final Connections connections;
    private final ArchiveSink sink;

    ArchivedSegments(Connections connections, ArchiveSink sink) {
        this.connections = connections;
        this.sink = sink;
    }

    /**
     * Returns the segments of the archive, in the order they were begun.
     *
     * @throws ArchiveException if the archive cannot be read
     */
    public List<Segment> findAll() {
        return sink.segments();
    }

    /**
     * Hands on the rows of a segment one at a time.
     *
     * @throws NotFoundException if the archive has no such segment
     * @throws ArchiveException if this database did not record it, or recorded another one under its id, or it is not what
     *     its manifest says, which may show only at its end
     */
    public void read(UUID id, Consumer<ArchivedRow> reader) {
        Segment segment = get(id);
        Ledger.requireKnown(connections.session(), segment);
        sink.read(segment, reader);
    }

    /**
     * Reads the whole archive and says whether every segment is there, unharmed, and recorded by the database.
     *
     * <p>It needs little memory, and as much time as the reading of all files. Runs and restorations may go on meanwhile.
     */
    public ArchiveCheck verify() {
        Connections own = connections.own("A check of the archive");
        new Recovery(own, sink).run();
        return new Verification(own.session(), sink).run();
    }

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
    public long restore(UUID id) {
        Connections own = connections.own("A restore");
        Segment segment = get(id);
        requireReadable(segment);
        own.<Boolean, RuntimeException>inTransaction(tx -> {
            RetentionLock.take(tx);
            KnownColumns.ofThisLibrary().require(tx, "restore");
            if (!Ledger.restore(tx, segment)) {
                Ledger.requireKnown(tx, segment);
                throw new NotFoundException("archive segment", id);
            }
            Restoration restoration = new Restoration(tx);
            sink.read(segment, restoration::add);
            restoration.finish();
            return true;
        });
        sink.withdraw(segment);
        return segment.rowCount();
    }

    /** Another restoration may have put the rows back since the archive was listed, and taken the files out of it. */
    private void requireReadable(Segment segment) {
        try {
            sink.read(segment, row -> {});
        } catch (ArchiveException e) {
            if (Ledger.isRestored(connections.session(), segment.id())) {
                throw new NotFoundException("archive segment", segment.id());
            }
            throw e;
        }
    }

    private Segment get(UUID id) {
        return sink.segments().stream()
                .filter(segment -> segment.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("archive segment", id));
    }
}
