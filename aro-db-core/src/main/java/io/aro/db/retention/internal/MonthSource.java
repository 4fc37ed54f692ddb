package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.EVENTS;
import static org.jooq.impl.DSL.not;

import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.dialect.Partition;
import io.aro.db.internal.dialect.PostgresPartitions;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.repository.Session;
import io.aro.db.retention.internal.ArchivedTables.KeyDigest;
import io.aro.db.retention.internal.ArchivedTables.Keys;
import io.aro.db.schema.tables.Events;
import io.aro.db.schema.tables.records.EventsRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record2;

/** All events of one partition, archived as a whole and then dropped with the partition. */
final class MonthSource implements ArchiveSource {

    private static final int FETCH = 500;

    private final PostgresPartitions partitions;
    private final Partition month;
    private final Events rows;

    MonthSource(PostgresPartitions partitions, Partition month) {
        this.partitions = partitions;
        this.month = month;
        this.rows = EVENTS.rename(month.name());
    }

    @Override
    public String name() {
        return EVENTS.getName();
    }

    /** Ignores the limit: a partition is dropped at once, regardless of its size. */
    @Override
    public Selection select(Session snapshot, int limit, Segment segment) {
        return snapshot.read(dsl -> {
            int count = 0;
            try (Cursor<EventsRecord> events = dsl.selectFrom(rows)
                    .orderBy(rows.TIMESTAMP, rows.ID)
                    .fetchSize(FETCH)
                    .fetchLazy()) {
                for (EventsRecord event : events) {
                    segment.write(EVENTS, event, event.getTimestamp());
                    count++;
                }
            }
            return new Month(this, count);
        });
    }

    /** Returns whether the partition contains rows under a legal hold. */
    boolean isHeld(Session session) {
        return session.read(dsl -> HoldGate.isAny(dsl)
                && dsl.fetchExists(dsl.selectOne().from(rows).where(not(HoldGate.freeEvents(dsl, rows.ENTITY_ID)))));
    }

    /** Returns whether the partition is empty. */
    boolean isEmpty(Session session) {
        return !session.read(dsl -> dsl.fetchExists(rows));
    }

    /** Drops an empty partition and returns whether it was dropped; a concurrent insert prevents the drop. */
    boolean dropEmpty(Session tx) {
        return drop(tx, dsl -> !dsl.fetchExists(rows));
    }

    /**
     * Drops the partition and returns whether it was dropped.
     *
     * <p>Two runs may have found the same month. The second run waits for the first and then finds no partition. Only
     * an erasure changes events, and the locks exclude erasures. Equal keys therefore mean equal rows.
     */
    private boolean drop(Session tx, Predicate<DSLContext> isExpected) {
        return tx.write(dsl -> {
            Dialect.of(dsl.configuration()).lockKey(dsl, "month:" + month.name());
            List<Partition> all = partitions.all(dsl);
            if (!all.contains(month)) {
                return false;
            }
            partitions.keepVacuumOut(dsl, all.getLast());
            partitions.keepVacuumOut(dsl, month);
            partitions.limitLockWait(dsl);
            partitions.freeze(dsl, month);
            if (isHeld(tx) || !isExpected.test(dsl)) {
                return false;
            }
            partitions.drop(dsl, month);
            return true;
        });
    }

    private Keys keys(DSLContext dsl) {
        KeyDigest keys = new KeyDigest();
        try (Cursor<Record2<Instant, UUID>> events = dsl.select(rows.TIMESTAMP, rows.ID)
                .from(rows)
                .orderBy(rows.TIMESTAMP, rows.ID)
                .fetchSize(FETCH)
                .fetchLazy()) {
            events.forEach(event -> keys.add(EVENTS, event));
        }
        return keys.end();
    }

    /** The rows of a partition in a segment. */
    private record Month(MonthSource source, int count) implements Selection {

        @Override
        public boolean delete(InternalSession tx, Keys archived) {
            return source.drop(tx, dsl -> source.keys(dsl).equals(archived));
        }
    }
}
