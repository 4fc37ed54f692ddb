package io.aro.db.idempotency;

import io.aro.db.internal.Json;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/** The JSON of a response or of the result of a step, which later deliveries are answered from. */
final class StoredJson {

    private StoredJson() {}

    /**
     * Returns it once it is known to come back as it was, so that no later delivery meets what cannot be read.
     *
     * @param what which value it is, for the message
     */
    static <T extends @Nullable Object> String of(
            String what, T value, Class<@NonNull T> type, IdempotencyPolicy policy) {
        String json = policy.json(what, value);
        Json.requireReadable(what, value, json, type);
        return json;
    }
}
