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
import io.aro.db.retention.internal.ArchivedTables.KeyDigest;
import io.aro.db.retention.internal.ArchivedTables.Keys;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of rows into the archive; serves one run.
 *
 * <p>Each batch takes these steps:
 *
 * <ol>
 *   <li>It reads the rows in one snapshot and writes them to a segment.
 *   <li>It makes the segment durable and reads it back.
 *   <li>One short transaction deletes exactly these rows and records the segment.
 *   <li>It commits the segment.
 * </ol>
 *
 * <p>A process that is killed on the way leaves the segment prepared; {@link Recovery} settles it.
 */
final class Archiver {

    private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);

    /** Consecutive conflicts after which the step is left to the next run. */
    private static final int MOST_CONFLICTS = 20;

    private final Connections connections;
    private final ContentionRetry attempts;
    private final ArchiveSink sink;
    private final KnownColumns columns;
    private boolean isSchemaKnown;

    Archiver(Connections connections, KnownColumns columns, ArchiveSink sink) {
        this.connections = connections;
        this.columns = columns;
        this.attempts = new ContentionRetry(connections);
        this.sink = sink;
    }

    /**
     * Refuses to write a segment that would lack the columns of a newer library; a run asks once before its first batch.
     *
     * @throws SchemaMismatchException if one has migrated the database
     */
    void requireKnownColumns() {
        if (!isSchemaKnown) {
            columns.require(connections.session(), "archive");
            isSchemaKnown = true;
        }
    }

    /** Moves all rows of a source. */
    void move(ArchiveSource source, StepCounter counter) {
        requireKnownColumns();
        BatchSize size = new BatchSize();
        int overtaken = 0;
        while (overtaken < MOST_CONFLICTS) {
            switch (moveBatch(source, size, counter)) {
                case MOVED -> overtaken = 0;
                case OVERTAKEN -> overtaken++;
                case EMPTY -> {
                    return;
                }
            }
        }
        LOG.warn("Others are at work on the {} that are due; the next run goes on with them.", source.name());
    }

    /** Moves the rows of a source that gives all of them in one batch. */
    void moveWhole(ArchiveSource source, StepCounter counter) {
        moveBatch(source, new BatchSize(), counter);
    }

    /** Moves one batch; the size of the next one follows from the time of the deletion. */
    private Progress moveBatch(ArchiveSource source, BatchSize size, StepCounter counter) {
        try (SegmentWriter writer = sink.begin(connections.session().newId(), source.name())) {
            KeyDigest keys = new KeyDigest();
            ArchiveSource.Segment content = (table, row, at) -> {
                writer.write(ArchivedTables.write(table, row), at);
                keys.add(table, row);
            };
            Written written = connections.readOnly(snapshot ->
                    new Written(SegmentRows.erasures(snapshot), source.select(snapshot, size.rows, content)));
            if (written.selection().count() == 0) {
                writer.discard();
                return Progress.EMPTY;
            }
            Segment segment = writer.prepare();
            if (!delete(written, segment, keys.end(), writer, size)) {
                writer.discard();
                size.failed();
                return Progress.OVERTAKEN;
            }
            writer.commit();
            counter.add(written.selection().count(), segment.oldest(), segment.newest());
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
     * The rows of a segment.
     *
     * @param erasures the number of erasures at the time of their snapshot
     */
    private record Written(long erasures, Selection selection) {}

    /** The number of rows whose deletion blocks other writers only for a moment. */
    private static final class BatchSize {

        private static final int SMALLEST = 50;
        private static final int LARGEST = 10_000;
        private static final Duration SHORT = Duration.ofMillis(25);
        private static final Duration LONG = Duration.ofMillis(100);

        private int rows = 500;

        /** Adapts to the time that the deletion of a batch took. */
        void took(Duration time) {
            if (time.compareTo(SHORT) < 0) {
                rows = Math.min(LARGEST, rows * 2);
            } else if (time.compareTo(LONG) > 0) {
                rows = Math.max(SMALLEST, rows / 2);
            }
        }

        /** Adapts to a batch that was not deleted because of a conflict. */
        void failed() {
            rows = Math.max(SMALLEST, rows / 2);
        }
    }
}
