package io.aro.db.retention;

import static org.jooq.impl.DSL.or;

import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.ArchivedRow;
import io.aro.db.archive.Segment;
import io.aro.db.connection.Connections;
import io.aro.db.connection.Session;
import io.aro.db.hold.RetentionLock;
import io.aro.db.internal.PrimaryKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles what runs that were killed have left in the archive. */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /** Each row is a condition of its own, and SQLite takes a thousand at most. */
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
        Set<UUID> restored = Ledger.restored(connections.session());
        if (!restored.isEmpty()) {
            sink.segments().stream()
                    .filter(segment -> restored.contains(segment.id()))
                    .forEach(sink::withdraw);
        }
    }

    /** A transaction of the killed run may still be committing; it holds the lock until then. */
    private void settle(Segment segment) {
        Fate fate = connections.<Fate, RuntimeException>inTransaction(tx -> {
            RetentionLock.take(tx);
            if (Ledger.knows(tx, segment.id())) {
                return Fate.COMMITTED;
            }
            return isHere(tx, segment) ? Fate.NOT_DELETED : Fate.UNKNOWN;
        });
        switch (fate) {
            case COMMITTED -> sink.commit(segment);
            case NOT_DELETED -> sink.discard(segment);
            case UNKNOWN -> {
                LOG.warn(
                        "Segment {} of {} was put aside: this database neither recorded it nor has all of its rows.",
                        segment.id(),
                        segment.source());
                sink.setAside(segment);
            }
        }
    }

    private boolean isHere(Session tx, Segment segment) {
        Presence presence = new Presence(tx);
        sink.read(segment, presence::add);
        return presence.isComplete();
    }

    private enum Fate {
        COMMITTED,
        NOT_DELETED,
        UNKNOWN
    }

    /** Asks by their keys whether rows are in the database, a number of them at a time. */
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
