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
 * The transfer of rows into the archive; serves one run.
 *
 * <p>The steps of each batch:
 *
 * <ol>
 *   <li>Read the rows in one snapshot and write them to a segment.
 *   <li>Make the segment durable and read it back.
 *   <li>Delete exactly these rows and record the segment, in one short transaction.
 *   <li>Commit the segment.
 * </ol>
 *
 * <p>A killed process leaves a prepared segment; {@link Recovery} settles it.
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
     * Checks once per run, before the first batch, that the library knows all columns. A segment would lack new
     * columns.
     *
     * @throws SchemaMismatchException if a newer library has migrated the database
     */
    void requireKnownColumns() {
        if (!isSchemaKnown) {
            columns.require(connections.session(), "archive");
            isSchemaKnown = true;
        }
    }

    /** Moves all due rows of a source, in batches. */
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
        LOG.warn("Concurrent changes kept the due {} from being archived; the next run continues.", source.name());
    }

    /** Moves the rows of a source with a single batch. */
    void moveWhole(ArchiveSource source, StepCounter counter) {
        moveBatch(source, new BatchSize(), counter);
    }

    /** Moves one batch. The duration of the deletion determines the next batch size. */
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
     * Deletes the rows and returns whether all conditions still held.
     *
     * <p>After an exception the deletion is rolled back and the segment is discarded. Causes are a damaged segment,
     * lock contention, or columns of a newer library.
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
        columns.require(tx, "archive"); // The locked rows now keep migrations out.
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
                            "The segment %s differs from the rows written to it; the rows are still in the database. Check the disk of the archive, and run again.",
                            segment.id()),
                    null);
        }
    }

    /** The result of a batch. */
    enum Progress {
        /** The rows are in the archive. */
        MOVED,
        /** The rows remain, because of a concurrent change. */
        OVERTAKEN,
        /** No row was due. */
        EMPTY
    }

    /**
     * The rows of a segment.
     *
     * @param erasures the number of erasures in their snapshot
     */
    private record Written(long erasures, Selection selection) {}

    /** The adaptive batch size, which keeps deletions short for other writers. */
    private static final class BatchSize {

        private static final int SMALLEST = 50;
        private static final int LARGEST = 10_000;
        private static final Duration SHORT = Duration.ofMillis(25);
        private static final Duration LONG = Duration.ofMillis(100);

        private int rows = 500;

        /** Adapts to the duration of a batch's deletion: doubles below 25 milliseconds, halves above 100. */
        void took(Duration time) {
            if (time.compareTo(SHORT) < 0) {
                rows = Math.min(LARGEST, rows * 2);
            } else if (time.compareTo(LONG) > 0) {
                rows = Math.max(SMALLEST, rows / 2);
            }
        }

        /** Halves after a conflict. */
        void failed() {
            rows = Math.max(SMALLEST, rows / 2);
        }
    }
}
