package io.aro.db.event;

import static io.aro.db.schema.Tables.EVENTS;

import io.aro.db.internal.json.Json;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.row.Row;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An entry of the audit log; an immutable copy of its row, except for its mutable Jackson trees.
 *
 * @param id the id, ordered by creation time
 * @param timestamp the time of the event, in microseconds
 * @param type the dotted type in the past tense, such as {@code appointment.confirmed}
 * @param entityType the noun of the affected entity, such as {@code appointment}
 * @param entityId the id of the affected entity
 * @param actor the originator
 * @param data the facts
 * @param metadata the origin
 * @param createdAt the time of the append
 */
public record Event(
        UUID id,
        Instant timestamp,
        String type,
        String entityType,
        UUID entityId,
        Actor actor,
        JsonNode data,
        JsonNode metadata,
        Instant createdAt) {

    /**
     * Returns the facts, converted to a type.
     *
     * @throws DocumentMismatchException if the facts do not fit the type
     */
    public <T> T data(Class<T> type) {
        return Json.as(type, data, "data of event " + id);
    }

    /**
     * Returns the origin, converted to a type, usually {@link EventMetadata}.
     *
     * @throws DocumentMismatchException if the origin does not fit the type
     */
    public <T> T metadata(Class<T> type) {
        return Json.as(type, metadata, "metadata of event " + id);
    }

    /** Returns the event of a row, with its JSON parsed. */
    static Event of(Row row) {
        return new Event(
                row.get(EVENTS.ID),
                row.get(EVENTS.TIMESTAMP),
                row.get(EVENTS.TYPE),
                row.get(EVENTS.ENTITY_TYPE),
                row.get(EVENTS.ENTITY_ID),
                new Actor(Actor.Kind.of(row.get(EVENTS.ACTOR)), row.get(EVENTS.ACTOR_ID)),
                Json.read(row.get(EVENTS.DATA).data(), JsonNode.class),
                Json.read(row.get(EVENTS.METADATA).data(), JsonNode.class),
                row.get(EVENTS.CREATED_AT));
    }
}
