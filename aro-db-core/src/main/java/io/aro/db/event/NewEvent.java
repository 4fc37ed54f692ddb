package io.aro.db.event;

import io.aro.db.internal.binding.NewRow;
import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.EventsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/**
 * The values of an event to append; immutable.
 *
 * @param type the dotted type in the past tense, at most 100 characters
 * @param entityType the noun of the affected entity, at most 50 characters
 * @param entityId the id of the affected entity
 * @param actor the originator
 * @param data the facts, as a JSON object
 * @param metadata the origin, as a JSON object; see {@link EventMetadata}
 * @param occurredAt the time of the event, or null for the time of the append
 */
public record NewEvent(
        String type,
        String entityType,
        UUID entityId,
        Actor actor,
        String data,
        String metadata,
        @Nullable Instant occurredAt) {

    private static final String OWN_METADATA = EventMetadata.from("aro-db").json();

    /**
     * Checks every value.
     *
     * @throws InvalidValueException if a value does not fit its column, or data or metadata is not a JSON object
     */
    public NewEvent {
        type = Values.text("event type", type, 100);
        entityType = Values.text("entity type", entityType, 50);
        Values.required("entity id", entityId);
        Values.required("actor", actor);
        data = Json.object("event data", data);
        metadata = Json.object("event metadata", metadata);
        occurredAt = occurredAt == null ? null : Values.instant("occurred at", occurredAt);
    }

    /** Returns an event without facts. Its source is {@code aro-db}. */
    public static NewEvent of(String type, String entityType, UUID entityId, Actor actor) {
        return new NewEvent(type, entityType, entityId, actor, "{}", OWN_METADATA, null);
    }

    /**
     * Returns a copy with facts: any value serialized by Jackson as a JSON object.
     *
     * @throws InvalidValueException if the value is not a JSON object
     */
    public NewEvent withData(Object facts) {
        return new NewEvent(
                type,
                entityType,
                entityId,
                actor,
                Json.write(Values.required("event data", facts)),
                metadata,
                occurredAt);
    }

    /** Returns a copy with the origin. */
    public NewEvent withMetadata(EventMetadata origin) {
        return new NewEvent(
                type,
                entityType,
                entityId,
                actor,
                data,
                Values.required("event metadata", origin).json(),
                occurredAt);
    }

    /** Returns a copy with the source, such as {@code webhook_handler}, and no other metadata. */
    public NewEvent withSource(String source) {
        return withMetadata(EventMetadata.from(source));
    }

    /** Returns a copy with the time of the event. */
    public NewEvent withOccurredAt(Instant time) {
        return new NewEvent(type, entityType, entityId, actor, data, metadata, Values.required("occurred at", time));
    }

    /**
     * Returns the row of this event.
     *
     * @param now the time of the append, and of the event unless it has its own
     */
    EventsRecord toRow(UUID id, Instant now) {
        EventsRecord row = NewRow.of(new EventsRecord());
        row.setId(id);
        row.setTimestamp(occurredAt() == null ? now : occurredAt());
        row.setType(type());
        row.setEntityType(entityType());
        row.setEntityId(entityId());
        row.setActor(actor().kind().literal());
        row.setActorId(actor().id());
        row.setData(JSONB.jsonb(data()));
        row.setMetadata(JSONB.jsonb(metadata()));
        row.setCreatedAt(now);
        return row;
    }
}
