package io.aro.db.event;

import io.aro.db.internal.json.Json;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.schema.tables.records.EventsRecord;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One entry of the audit log; an immutable copy of its row, with mutable Jackson trees.
 *
 * @param id the id, which sorts by the time it was made
 * @param timestamp when it happened, in microseconds
 * @param type what happened, dotted and in the past tense: {@code appointment.confirmed}
 * @param entityType the noun of what it happened to: {@code appointment}
 * @param entityId the id of what it happened to
 * @param actor who did it
 * @param data the facts
 * @param metadata where it came from
 * @param createdAt when it was written
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
     * Returns the facts as a value of a type.
     *
     * @throws DocumentMismatchException if they do not fit it
     */
    public <T> T data(Class<T> type) {
        return Json.as(type, data, "data of event " + id);
    }

    /**
     * Returns where it came from as a value of a type, usually {@link EventMetadata}.
     *
     * @throws DocumentMismatchException if it does not fit it
     */
    public <T> T metadata(Class<T> type) {
        return Json.as(type, metadata, "metadata of event " + id);
    }

    /** Returns the event of a row. */
    static Event of(EventsRecord row) {
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
