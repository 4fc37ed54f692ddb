package io.aro.db.retention.internal;

import static org.jooq.impl.DSL.or;

import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.ArchivedRow;
import io.aro.db.archive.Segment;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.dialect.PrimaryKey;
import io.aro.db.internal.session.Connections;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.ArchiveSegmentsRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The recovery of the archive: settles the segments of killed runs. */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /** Each row adds a condition, and SQLite accepts at most a thousand. */
    private static final int CHUNK = 200;

    private final Connections connections;
    private final ArchiveSink sink;

    Recovery(Connections connections, ArchiveSink sink) {
        this.connections = connections;
        this.sink = sink;
    }

    void run() {
        for (Segment segment : sink.findPrepared()) {
            settle(segment);
        }
        Set<UUID> restored = SegmentRows.restored(connections.session());
        if (!restored.isEmpty()) {
            sink.segments().stream()
                    .filter(segment -> restored.contains(segment.id()))
                    .forEach(sink::withdraw);
        }
    }

    /**
     * Decides about a prepared segment: commit, discard or set aside.
     *
     * <p>A transaction of the killed run may still be committing and holds the gate until its end. Concurrent
     * recoveries also wait at the gate, so no recovery reads files removed by another.
     */
    private void settle(Segment segment) {
        connections.<@Nullable Void, RuntimeException>inTransaction(tx -> {
            HoldGate.enterAlone(tx);
            if (isPrepared(segment)) {
                SegmentRows.find(tx, segment.id())
                        .ifPresentOrElse(row -> complete(row, segment), () -> release(tx, segment));
            }
            return null;
        });
    }

    /** A concurrent recovery may have settled the segment since the listing. */
    private boolean isPrepared(Segment segment) {
        return sink.findPrepared().contains(segment);
    }

    private void complete(ArchiveSegmentsRecord row, Segment segment) {
        SegmentRows.requireRecorded(row, segment);
        sink.commit(segment);
    }

    private void release(Session tx, Segment segment) {
        if (isHere(tx, segment)) {
            sink.discard(segment);
            return;
        }
        LOG.warn(
                "Segment {} of {} was set aside: its record and some of its rows are missing in this database.",
                segment.id(),
                segment.source());
        sink.setAside(segment);
    }

    private boolean isHere(Session tx, Segment segment) {
        Presence presence = new Presence(tx);
        sink.read(segment, presence::add);
        return presence.isComplete();
    }

    /** A check for the presence of rows in the database, by primary key in batches. */
    private static final class Presence {

        private final Session tx;
        private final Map<Table<?>, List<Condition>> asked = new HashMap<>();
        private boolean complete = true;

        Presence(Session tx) {
            this.tx = tx;
        }

        void add(ArchivedRow row) {
            Table<?> table = ArchivedTables.named(row.table());
            List<Condition> keys = asked.computeIfAbsent(table, any -> new ArrayList<>());
            keys.add(PrimaryKey.is(table, ArchivedTables.read(row)));
            if (keys.size() == CHUNK) {
                ask(table, keys);
            }
        }

        boolean isComplete() {
            asked.forEach(this::ask);
            return complete;
        }

        private void ask(Table<?> table, List<Condition> keys) {
            if (complete && !keys.isEmpty()) {
                int found = tx.read(dsl -> dsl.fetchCount(table, or(keys)));
                complete = found == keys.size();
            }
            keys.clear();
        }
    }
}
