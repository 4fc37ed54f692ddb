package io.aro.db.retention.internal;

import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.Segment;
import io.aro.db.archive.SegmentWriter;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ContentionException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.hold.internal.KnownColumns;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.ContentionRetry;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.retention.internal.ArchiveSource.Selection;
import io.aro.db.retention.internal.KeyDigest.Keys;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves rows to the archive, batch by batch: reads and writes them, makes the segment safe and reads it back, deletes
 * exactly these rows and records the segment in one short transaction, and commits the segment.
 *
 * <p>A process that is killed on the way has left the segment prepared, which {@link Recovery} settles.
 */
final class Archiver {

    private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);

    /** So often in a row others may have been at work on the same rows before the step is left to the next run. */
    private static final int TIMES = 20;

    private final Connections connections;
    private final ContentionRetry attempts;
    private final ArchiveSink sink;
    private final KnownColumns columns = KnownColumns.ofThisLibrary();

    Archiver(Connections connections, ArchiveSink sink) {
        this.connections = connections;
        this.attempts = new ContentionRetry(connections);
        this.sink = sink;
    }

    /**
     * Refuses to write a segment that would lack the columns of a newer library.
     *
     * @throws SchemaMismatchException if one has migrated the database
     */
    void requireKnownColumns() {
        columns.require(connections.session(), "archive");
    }

    /** Moves all rows of a source. */
    void move(ArchiveSource source, StepCounter tally) {
        BatchSize size = new BatchSize();
        int overtaken = 0;
        while (overtaken < TIMES) {
            switch (moveBatch(source, size, tally)) {
                case MOVED -> overtaken = 0;
                case OVERTAKEN -> overtaken++;
                case EMPTY -> {
                    return;
                }
            }
        }
        LOG.warn("Others are at work on the {} that are due; the next run goes on with them.", source.name());
    }

    /** Moves one batch; the size of the next one follows from how long the deletion took. */
    Progress moveBatch(ArchiveSource source, BatchSize size, StepCounter tally) {
        try (SegmentWriter writer = sink.begin(connections.session().newId(), source.name())) {
            SegmentContent content = new SegmentContent(writer);
            Written written = connections.readOnly(snapshot ->
                    new Written(SegmentRows.erasures(snapshot), source.select(snapshot, size.rows(), content)));
            if (written.selection().count() == 0) {
                writer.discard();
                return Progress.EMPTY;
            }
            Segment segment = writer.prepare();
            if (!delete(written, segment, content.end(), writer, size)) {
                writer.discard();
                size.failed();
                return Progress.OVERTAKEN;
            }
            writer.commit();
            tally.add(written.selection().count(), segment.oldest(), segment.newest());
            return Progress.MOVED;
        }
    }

    /**
     * Deletes the rows and returns whether it did.
     *
     * <p>A segment that the archive has harmed, whose rows others hold, or that lacks columns of a newer library is of no
     * use: the exception has rolled the deletion back.
     */
    private boolean delete(Written written, Segment segment, Keys keys, SegmentWriter writer, BatchSize size) {
        try {
            requireReadBack(segment, keys);
            long begun = System.nanoTime();
            boolean deleted = attempts.<Boolean>inTransaction(tx -> delete(tx, written, segment, keys));
            if (deleted) {
                size.took(Duration.ofNanos(System.nanoTime() - begun));
            }
            return deleted;
        } catch (ArchiveException | ContentionException | SchemaMismatchException e) {
            discard(writer, e);
            throw e;
        }
    }

    private static void discard(SegmentWriter writer, AroDatabaseException failure) {
        try {
            writer.discard();
        } catch (ArchiveException e) {
            failure.addSuppressed(e);
        }
    }

    private boolean delete(TransactionSession tx, Written written, Segment segment, Keys keys) {
        HoldGate.enter(tx);
        if (SegmentRows.erasures(tx) != written.erasures()
                || !written.selection().delete(tx, keys)) {
            tx.rollBack();
            return false;
        }
        columns.require(tx, "archive"); // Now that the rows are locked, no migration can come in between.
        SegmentRows.record(tx, segment);
        sink.requirePrepared(segment);
        return true;
    }

    private void requireReadBack(Segment segment, Keys written) {
        KeyDigest read = new KeyDigest();
        sink.read(segment, read::add);
        if (!read.end().equals(written)) {
            throw new ArchiveException(
                    String.format(
                            Locale.ROOT,
                            "The segment %s does not hold the rows that were written to it; they are still in the database. Check the disk of the archive, and run again.",
                            segment.id()),
                    null);
        }
    }

    /** What became of a batch. */
    enum Progress {
        /** Its rows are in the archive. */
        MOVED,
        /** Its rows are as they were, because others have changed them meanwhile. */
        OVERTAKEN,
        /** There was none. */
        EMPTY
    }

    /**
     * Is rows as they were written.
     *
     * @param erasures how many erasures there had been when they were read
     */
    private record Written(long erasures, Selection selection) {}
}
