package io.aro.db.event;

import static io.aro.db.schema.Tables.EVENTS;

import io.aro.db.connection.Session;
import io.aro.db.internal.Json;
import io.aro.db.internal.Values;
import io.aro.db.schema.tables.records.EventsRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.JSONB;
import tools.jackson.databind.JsonNode;

/**
 * Appends to the audit log and reads it; nothing in it is ever changed.
 *
 * <p>Append inside the transaction of the change, so that both are there or neither is.
 */
public final class EventLog {

    private final Session session;

    public EventLog(Session session) {
        this.session = session;
    }

    /** Appends an event, in one statement, and returns its id. */
    public UUID append(NewEvent event) {
        UUID id = session.newId();
        Instant now = session.now();
        session.write(dsl -> dsl.insertInto(EVENTS)
                .set(EVENTS.ID, id)
                .set(EVENTS.TIMESTAMP, event.occurredAt() == null ? now : event.occurredAt())
                .set(EVENTS.TYPE, event.type())
                .set(EVENTS.ENTITY_TYPE, event.entityType())
                .set(EVENTS.ENTITY_ID, event.entityId())
                .set(EVENTS.ACTOR, event.actor().kind().literal())
                .set(EVENTS.ACTOR_ID, event.actor().id())
                .set(EVENTS.DATA, JSONB.jsonb(event.data()))
                .set(EVENTS.METADATA, JSONB.jsonb(event.metadata()))
                .set(EVENTS.CREATED_AT, now)
                .execute());
        return id;
    }

    /** Returns the events of one entity, oldest first, at most so many. */
    public List<Event> findByEntity(String entityType, UUID entityId, int limit) {
        Values.positive("limit", limit);
        return session.read(dsl -> dsl.selectFrom(EVENTS)
                .where(EVENTS.ENTITY_TYPE.eq(entityType))
                .and(EVENTS.ENTITY_ID.eq(entityId))
                .orderBy(EVENTS.TIMESTAMP, EVENTS.ID)
                .limit(limit)
                .fetch(EventLog::toEvent));
    }

    /** Returns the newest events, newest first, at most so many. */
    public List<Event> findLatest(int limit) {
        Values.positive("limit", limit);
        return session.read(dsl -> dsl.selectFrom(EVENTS)
                .orderBy(EVENTS.TIMESTAMP.desc(), EVENTS.ID.desc())
                .limit(limit)
                .fetch(EventLog::toEvent));
    }

    private static Event toEvent(EventsRecord row) {
        return new Event(
                row.getId(),
                row.getTimestamp(),
                row.getType(),
                row.getEntityType(),
                row.getEntityId(),
                new Actor(Actor.Kind.of(row.getActor()), row.getActorId()),
                Json.read(row.getData().data(), JsonNode.class),
                Json.read(row.getMetadata().data(), JsonNode.class),
                row.getCreatedAt());
    }
}
