package io.aro.db.retention.internal;

import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.ArchivedRow;
import io.aro.db.archive.Segment;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.hold.internal.KnownColumns;
import io.aro.db.internal.session.Connections;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.retention.ArchiveCheck;
import io.aro.db.retention.ArchivedSegmentRepository;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The segments in the archive of one database; thread-safe. */
final class DatabaseArchivedSegments implements ArchivedSegmentRepository {

    private final Connections connections;
    private final KnownColumns columns;
    private final ArchiveSink sink;

    DatabaseArchivedSegments(Connections connections, KnownColumns columns, ArchiveSink sink) {
        this.connections = connections;
        this.columns = columns;
        this.sink = sink;
    }

    @Override
    public List<Segment> findAll() {
        return sink.segments();
    }

    @Override
    public void read(UUID id, Consumer<ArchivedRow> reader) {
        Segment segment = get(id);
        SegmentRows.requireKnown(connections.session(), segment);
        sink.read(segment, reader);
    }

    @Override
    public ArchiveCheck verify() {
        Connections own = connections.own("A check of the archive");
        new Recovery(own, sink).run();
        return new Verification(own.session(), sink).run();
    }

    @Override
    public long restore(UUID id) {
        Connections own = connections.own("A restore");
        Segment segment = get(id);
        requireReadable(segment);
        own.<Boolean, RuntimeException>inTransaction(tx -> {
            HoldGate.enterAlone(tx);
            columns.require(tx, "restore");
            if (!SegmentRows.restore(tx, segment)) {
                SegmentRows.requireKnown(tx, segment);
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

    /** A concurrent restoration may have moved the rows and withdrawn the files since the listing of the archive. */
    private void requireReadable(Segment segment) {
        try {
            sink.read(segment, row -> {});
        } catch (ArchiveException e) {
            if (SegmentRows.isRestored(connections.session(), segment.id())) {
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
