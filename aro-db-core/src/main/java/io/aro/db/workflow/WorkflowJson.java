package io.aro.db.workflow;

import io.aro.db.internal.json.Json;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON documents of workflows and dead letters, as columns hold them. */
final class WorkflowJson {

    private WorkflowJson() {}

    /** Returns an object that Jackson writes as a JSON object as the value of a column. */
    static @Nullable JSONB document(String field, @Nullable Object value) {
        return value == null ? null : document(Json.object(field, Json.write(value)));
    }

    /** Returns the value of a column for a JSON object, if there is one. */
    static @Nullable JSONB document(@Nullable String json) {
        return json == null ? null : JSONB.jsonb(json);
    }

    /** Returns the tree of a column, if there is one. */
    static @Nullable JsonNode tree(@Nullable JSONB document) {
        return document == null ? null : Json.read(document.data(), JsonNode.class);
    }
}
