package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.EVENTS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.repository.Session;
import io.aro.db.retention.StepKind;
import io.aro.db.retention.internal.ArchivedTables.KeyDigest;
import io.aro.db.retention.internal.ArchivedTables.Keys;
import io.aro.db.schema.tables.records.EventsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jspecify.annotations.Nullable;

/** The step that archives old events by keyset pages, oldest first; holds the state of a single run. */
final class EventsStep implements RetentionStep, ArchiveSource {

    private static final int FETCH = 500;

    private final Session session;
    private final Archiver archiver;
    private final @Nullable MonthsStep months;
    private final Instant before;
    private @Nullable Position last;

    /**
     * Creates the step.
     *
     * @param months the preceding step, which drops whole months; null without partitions
     */
    EventsStep(Session session, Archiver archiver, @Nullable MonthsStep months, Instant before) {
        this.session = session;
        this.archiver = archiver;
        this.months = months;
        this.before = before;
    }

    @Override
    public StepKind kind() {
        return StepKind.EVENTS;
    }

    /** Counts the events after the whole months, which {@link MonthsStep} counts. */
    @Override
    public void count(StepCounter counter) {
        Condition further = months == null ? noCondition() : EVENTS.TIMESTAMP.ge(months.end());
        counter.add(
                session,
                EVENTS,
                EVENTS.TIMESTAMP,
                dsl -> EVENTS.TIMESTAMP.lt(before).and(further).and(HoldGate.freeEvents(dsl)));
    }

    @Override
    public void run(StepCounter counter) {
        archiver.move(this, counter);
    }

    @Override
    public String name() {
        return EVENTS.getName();
    }

    @Override
    public Selection select(Session snapshot, int limit, Segment segment) {
        return snapshot.read(dsl -> {
            Position start = last;
            Condition further = start == null
                    ? noCondition()
                    : row(EVENTS.TIMESTAMP, EVENTS.ID).gt(start.timestamp(), start.id());
            try (Cursor<EventsRecord> events = dsl.selectFrom(EVENTS)
                    .where(EVENTS.TIMESTAMP.lt(before))
                    .and(further)
                    .and(HoldGate.freeEvents(dsl))
                    .orderBy(EVENTS.TIMESTAMP, EVENTS.ID)
                    .limit(limit)
                    .fetchSize(FETCH)
                    .fetchLazy()) {
                return write(events, segment);
            }
        });
    }

    private Range write(Cursor<EventsRecord> events, Segment segment) {
        @Nullable Position first = null;
        @Nullable Position end = null;
        int count = 0;
        for (EventsRecord event : events) {
            segment.write(EVENTS, event, event.getTimestamp());
            end = new Position(event.getTimestamp(), event.getId());
            first = first == null ? end : first;
            count++;
        }
        return new Range(this, first, end, count);
    }

    /** The place of an event in the order of archiving. */
    private record Position(Instant timestamp, UUID id) {}

    /** The events of a segment, from the first to the last. */
    private record Range(
            EventsStep source,
            @Nullable Position first,
            @Nullable Position end,
            int count) implements Selection {

        /**
         * Locks the events in key order, and deletes them if they equal the rows of the segment.
         *
         * <p>The deletion also removes an event inserted into the range after the locks. The count then differs, and
         * the caller rolls back.
         */
        @Override
        public boolean delete(InternalSession tx, Keys archived) {
            if (first == null || end == null) {
                return false;
            }
            boolean deleted = tx.write(dsl -> {
                Condition range = range(dsl, first, end);
                return lock(tx.dialect(), dsl, range).equals(archived)
                        && dsl.deleteFrom(EVENTS).where(range).execute() == count;
            });
            if (deleted) {
                source.last = end;
            }
            return deleted;
        }

        private static Condition range(DSLContext dsl, Position first, Position end) {
            return EVENTS.TIMESTAMP
                    .between(first.timestamp(), end.timestamp())
                    .and(row(EVENTS.TIMESTAMP, EVENTS.ID).ge(first.timestamp(), first.id()))
                    .and(row(EVENTS.TIMESTAMP, EVENTS.ID).le(end.timestamp(), end.id()))
                    .and(HoldGate.freeEvents(dsl));
        }

        private static Keys lock(Dialect dialect, DSLContext dsl, Condition range) {
            KeyDigest keys = new KeyDigest();
            try (Cursor<Record2<Instant, UUID>> events = dialect.locking(dsl.select(EVENTS.TIMESTAMP, EVENTS.ID)
                            .from(EVENTS)
                            .where(range)
                            .orderBy(EVENTS.TIMESTAMP, EVENTS.ID))
                    .fetchSize(FETCH)
                    .fetchLazy()) {
                events.forEach(event -> keys.add(EVENTS, event));
            }
            return keys.end();
        }
    }
}
