package io.aro.db.workflow;

import io.aro.db.internal.json.Json;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The mapping of JSON documents of workflows and dead letters to columns. */
final class WorkflowJson {

    private WorkflowJson() {}

    /**
     * Serialises a value with Jackson; null stays null.
     *
     * @param field the name of the field for messages
     * @throws io.aro.db.refusal.InvalidValueException if the result is not a JSON object
     */
    static @Nullable JSONB document(String field, @Nullable Object value) {
        return value == null ? null : document(Json.object(field, Json.write(value)));
    }

    /** Wraps a JSON text for a column; null stays null. */
    static @Nullable JSONB document(@Nullable String json) {
        return json == null ? null : JSONB.jsonb(json);
    }

    /** Parses the document of a column; null stays null. */
    static @Nullable JsonNode tree(@Nullable JSONB document) {
        return document == null ? null : Json.read(document.data(), JsonNode.class);
    }
}
