package io.aro.db.retention;

import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.ArchivedRow;
import io.aro.db.archive.Segment;
import io.aro.db.archive.SegmentWriter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** An archive with all methods delegated by default. */
interface ArchiveAround extends ArchiveSink {

    /** Returns the delegate. */
    ArchiveSink files();

    @Override
    default SegmentWriter begin(UUID id, String source) {
        return files().begin(id, source);
    }

    @Override
    default List<Segment> findPrepared() {
        return files().findPrepared();
    }

    @Override
    default void requirePrepared(Segment segment) {
        files().requirePrepared(segment);
    }

    @Override
    default void commit(Segment segment) {
        files().commit(segment);
    }

    @Override
    default void discard(Segment segment) {
        files().discard(segment);
    }

    @Override
    default void setAside(Segment segment) {
        files().setAside(segment);
    }

    @Override
    default void withdraw(Segment segment) {
        files().withdraw(segment);
    }

    @Override
    default List<Segment> segments() {
        return files().segments();
    }

    @Override
    default Optional<Segment> find(String source, UUID id) {
        return files().find(source, id);
    }

    @Override
    default void read(Segment segment, Consumer<ArchivedRow> reader) {
        files().read(segment, reader);
    }
}
