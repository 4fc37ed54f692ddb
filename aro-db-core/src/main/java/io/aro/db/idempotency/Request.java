package io.aro.db.idempotency;

import io.aro.db.error.InvalidValueException;
import io.aro.db.internal.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Is a request as the service handles it.
 *
 * @param key the key it came under
 * @param fingerprint the SHA-256 of its body
 * @param type the type of its response
 * @param policy the policy of its source
 */
record Request<T extends @Nullable Object>(
        IdempotencyKey key, String fingerprint, Class<@NonNull T> type, IdempotencyPolicy policy) {

    /** Returns a response or the result of a step as JSON text that may be stored; null is a value like any other. */
    String write(String what, @Nullable Object value) {
        String json = value == null ? "null" : Json.write(value);
        int most = policy.maxResponseBytes();
        // A character is a byte at least, so what is shorter than a third of the limit need not be counted.
        if (json.length() > most / 3 && json.getBytes(StandardCharsets.UTF_8).length > most) {
            throw new InvalidValueException(what, "must be at most %d bytes of JSON long".formatted(most));
        }
        return json;
    }
}
