package io.aro.db.retention;

import io.aro.db.archive.ArchivedRow;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.archive.SegmentWriter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * An archive with hooks in the middle of a run.
 *
 * @param files the archive of the segments
 * @param onPrepared runs after a segment is prepared, with its rows still in the database
 * @param onDeletion runs after the deletion of the rows, before the commit
 * @param onCommit runs after the commit, before the segment joins the archive
 * @param onListed runs after the segments are listed
 * @param onRead runs for each row read
 */
record BesetArchive(
        FileArchive files,
        Consumer<Segment> onPrepared,
        Consumer<Segment> onDeletion,
        Runnable onCommit,
        Runnable onListed,
        Consumer<ArchivedRow> onRead)
        implements ArchiveAround {

    /** Returns an archive without actions. */
    static BesetArchive of(FileArchive files) {
        return new BesetArchive(files, segment -> {}, segment -> {}, () -> {}, () -> {}, row -> {});
    }

    BesetArchive whenPrepared(Consumer<Segment> action) {
        return new BesetArchive(files, action, onDeletion, onCommit, onListed, onRead);
    }

    BesetArchive whenDeleted(Consumer<Segment> action) {
        return new BesetArchive(files, onPrepared, action, onCommit, onListed, onRead);
    }

    BesetArchive whenCommitted(Runnable action) {
        return new BesetArchive(files, onPrepared, onDeletion, action, onListed, onRead);
    }

    BesetArchive whenListed(Runnable action) {
        return new BesetArchive(files, onPrepared, onDeletion, onCommit, action, onRead);
    }

    BesetArchive whenRead(Consumer<ArchivedRow> action) {
        return new BesetArchive(files, onPrepared, onDeletion, onCommit, onListed, action);
    }

    @Override
    public SegmentWriter begin(UUID id, String source) {
        return new BesetWriter(this, files.begin(id, source));
    }

    @Override
    public void requirePrepared(Segment segment) {
        onDeletion.accept(segment);
        files.requirePrepared(segment);
    }

    @Override
    public List<Segment> segments() {
        List<Segment> segments = files.segments();
        onListed.run();
        return segments;
    }

    @Override
    public void read(Segment segment, Consumer<ArchivedRow> reader) {
        files.read(segment, onRead.andThen(reader));
    }

    private record BesetWriter(BesetArchive archive, SegmentWriter file) implements SegmentWriter {

        @Override
        public void write(ArchivedRow row, Instant at) {
            file.write(row, at);
        }

        @Override
        public Segment prepare() {
            Segment segment = file.prepare();
            archive.onPrepared.accept(segment);
            return segment;
        }

        @Override
        public void commit() {
            archive.onCommit.run();
            file.commit();
        }

        @Override
        public void discard() {
            file.discard();
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
