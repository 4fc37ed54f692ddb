package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.internal.json.Json;
import io.aro.db.refusal.InvalidValueException;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * A request as the protocol handles it.
 *
 * @param key the key of the delivery
 * @param fingerprint the fingerprint of the request
 * @param type the type of its response
 * @param rules the rules of its source
 */
public record KeyRequest<T extends @Nullable Object>(
        IdempotencyKey key, Fingerprint fingerprint, Class<@NonNull T> type, SourceRules rules) {

    /** Returns the policy of its source. */
    public IdempotencyPolicy policy() {
        return rules.policy();
    }

    /**
     * Returns a response or the result of a step as JSON that later deliveries can read.
     *
     * @param what the name of the value in messages
     * @throws InvalidValueException if it is too long, or does not come back from its JSON as it was
     */
    public <S extends @Nullable Object> String json(String what, S value, Class<@NonNull S> as) {
        String json = Json.write(what, value, rules.maxResponseBytes(), StoredJson.LIMIT);
        Json.requireReadable(what, value, json, as);
        return json;
    }
}
