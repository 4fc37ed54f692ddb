package io.aro.db.retention;

import static io.aro.db.schema.Tables.EVENTS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import io.aro.db.archive.SegmentWriter;
import io.aro.db.connection.Session;
import io.aro.db.schema.tables.records.EventsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jspecify.annotations.Nullable;

/** Gives the events that happened before a time, oldest first, each batch after the one before; serves one run. */
final class EventSource implements ArchiveSource {

    private static final int FETCH = 500;

    private final Instant before;
    private @Nullable Position last;

    EventSource(Instant before) {
        this.before = before;
    }

    @Override
    public String name() {
        return EVENTS.getName();
    }

    @Override
    public Selection select(Session snapshot, int limit, SegmentWriter segment) {
        return snapshot.read(dsl -> {
            Position start = last;
            Condition further = start == null
                    ? noCondition()
                    : row(EVENTS.TIMESTAMP, EVENTS.ID).gt(start.timestamp(), start.id());
            try (Cursor<EventsRecord> events = dsl.selectFrom(EVENTS)
                    .where(EVENTS.TIMESTAMP.lt(before))
                    .and(further)
                    .and(Holds.freeEvents(dsl))
                    .orderBy(EVENTS.TIMESTAMP, EVENTS.ID)
                    .limit(limit)
                    .fetchSize(FETCH)
                    .fetchLazy()) {
                return write(events, segment);
            }
        });
    }

    private Range write(Cursor<EventsRecord> events, SegmentWriter segment) {
        @Nullable Position first = null;
        @Nullable Position end = null;
        int count = 0;
        for (EventsRecord event : events) {
            segment.write(ArchivedTables.write(EVENTS, event), event.getTimestamp());
            end = new Position(event.getTimestamp(), event.getId());
            first = first == null ? end : first;
            count++;
        }
        return new Range(this, first, end, count);
    }

    private record Position(Instant timestamp, UUID id) {}

    /** Is the events from one to another, of which there are so many. */
    private record Range(
            EventSource source,
            @Nullable Position first,
            @Nullable Position end,
            int count) implements Selection {

        /** An event that came into the range meanwhile is deleted as well, and counted: then all is undone. */
        @Override
        public boolean delete(Session tx) {
            if (first == null || end == null) {
                return false;
            }
            int deleted = tx.write(dsl -> dsl.deleteFrom(EVENTS)
                    .where(EVENTS.TIMESTAMP.between(first.timestamp(), end.timestamp()))
                    .and(row(EVENTS.TIMESTAMP, EVENTS.ID).ge(first.timestamp(), first.id()))
                    .and(row(EVENTS.TIMESTAMP, EVENTS.ID).le(end.timestamp(), end.id()))
                    .and(Holds.freeEvents(dsl))
                    .execute());
            if (deleted == count) {
                source.last = end;
            }
            return deleted == count;
        }
    }
}
