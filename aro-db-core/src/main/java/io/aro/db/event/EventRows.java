package io.aro.db.event;

import io.aro.db.internal.json.Json;
import io.aro.db.schema.tables.records.EventsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jooq.JSONB;
import tools.jackson.databind.JsonNode;

/** Turns rows of {@code events} into events, and new events into rows. */
final class EventRows {

    private EventRows() {}

    static Event toEvent(EventsRecord row) {
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

    static EventsRecord toRow(NewEvent event, UUID id, Instant now) {
        EventsRecord row = new EventsRecord();
        row.setId(id);
        row.setTimestamp(event.occurredAt() == null ? now : event.occurredAt());
        row.setType(event.type());
        row.setEntityType(event.entityType());
        row.setEntityId(event.entityId());
        row.setActor(event.actor().kind().literal());
        row.setActorId(event.actor().id());
        row.setData(JSONB.jsonb(event.data()));
        row.setMetadata(JSONB.jsonb(event.metadata()));
        row.setCreatedAt(now);
        return row;
    }
}
