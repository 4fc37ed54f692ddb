package io.aro.db.retention;

import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.Segment;
import io.aro.db.archive.SegmentWriter;
import io.aro.db.connection.Connections;
import io.aro.db.connection.TransactionSession;
import io.aro.db.hold.RetentionLock;
import io.aro.db.retention.ArchiveSource.Selection;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves rows to the archive, batch by batch: reads and writes them, makes the segment safe, deletes exactly these rows and
 * records the segment in one short transaction, and commits the segment.
 *
 * <p>A process that is killed on the way has left the segment prepared, which {@link Recovery} settles.
 */
final class Archiver {

    private static final Logger LOG = LoggerFactory.getLogger(Archiver.class);

    /** So often in a row others may have been at work on the same rows before the step is left to the next run. */
    private static final int TIMES = 20;

    private final Connections connections;
    private final Attempts attempts;
    private final ArchiveSink sink;

    Archiver(Connections connections, ArchiveSink sink) {
        this.connections = connections;
        this.attempts = new Attempts(connections);
        this.sink = sink;
    }

    /** Moves all rows of a source. */
    void move(ArchiveSource source, StepTally tally) {
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
    Progress moveBatch(ArchiveSource source, BatchSize size, StepTally tally) {
        try (SegmentWriter writer = sink.begin(connections.session().newId(), source.name())) {
            Written written = connections.readOnly(
                    snapshot -> new Written(Ledger.erasures(snapshot), source.select(snapshot, size.rows(), writer)));
            if (written.selection().count() == 0) {
                writer.discard();
                return Progress.EMPTY;
            }
            Segment segment = writer.prepare();
            long begun = System.nanoTime();
            if (!attempts.<Boolean>inTransaction(tx -> delete(tx, written, segment))) {
                writer.discard();
                size.failed();
                return Progress.OVERTAKEN;
            }
            size.took(Duration.ofNanos(System.nanoTime() - begun));
            writer.commit();
            tally.add(written.selection().count(), segment.oldest(), segment.newest());
            return Progress.MOVED;
        }
    }

    private static boolean delete(TransactionSession tx, Written written, Segment segment) {
        RetentionLock.share(tx);
        if (Ledger.erasures(tx) != written.erasures() || !written.selection().delete(tx)) {
            tx.rollBack();
            return false;
        }
        Ledger.record(tx, segment);
        return true;
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
