package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * A request inside the protocol.
 *
 * @param key the key of the delivery
 * @param fingerprint the fingerprint of the request
 * @param type the type of its response
 * @param rules the rules of its source
 */
public record KeyRequest<T extends @Nullable Object>(
        IdempotencyKey key, Fingerprint fingerprint, Class<@NonNull T> type, Rules rules) {

    /** Returns the policy of its source. */
    public IdempotencyPolicy policy() {
        return rules.policy;
    }

    /**
     * Returns the JSON of a response or step result, readable by later deliveries.
     *
     * @param label the name of the value in messages
     * @throws InvalidValueException if the JSON is too long, or the value changes on its way through JSON
     */
    public <S extends @Nullable Object> String json(String label, S value, Class<@NonNull S> as) {
        String json = Json.write(label, value, rules.maxResponseBytes, StoredJson.LIMIT);
        Json.requireReadable(label, value, json, as);
        return json;
    }

    /** The policy of one source, with identities prepared once instead of per request; immutable. */
    public static final class Rules {

        private final IdempotencyPolicy policy;
        private final Duration lease;
        private final Duration retention;
        private final Duration response;
        private final int maxResponseBytes;
        private final Function<Object, List<String>> identity;
        private final List<Function<Object, List<String>>> formerIdentities;

        /** Prepares a policy. */
        public Rules(IdempotencyPolicy policy) {
            this.policy = policy;
            this.lease = policy.lease();
            this.retention = policy.retention();
            this.response = policy.response();
            this.maxResponseBytes = policy.maxResponseBytes();
            this.identity = Fingerprint.texts(policy.identity());
            this.formerIdentities =
                    policy.formerIdentities().stream().map(Fingerprint::texts).toList();
        }

        /** Returns the duration of a lease. */
        Duration lease() {
            return lease;
        }

        /** Returns the time a key is remembered. */
        Duration retention() {
            return retention;
        }

        /** Returns the time a response is kept. */
        Duration response() {
            return response;
        }

        /** Returns a request with a response type. */
        public <T extends @Nullable Object> KeyRequest<T> request(
                IdempotencyKey key, Object body, Class<@NonNull T> type) {
            return new KeyRequest<>(key, fingerprint(Values.required("request", body)), type, this);
        }

        /** Returns the fingerprint of a body, including the source's former identities. */
        private Fingerprint fingerprint(Object request) {
            if (formerIdentities.isEmpty()) {
                return new Fingerprint(identity.apply(request));
            }
            List<String> texts = new ArrayList<>(identity.apply(request));
            for (Function<Object, List<String>> former : formerIdentities) {
                try {
                    texts.addAll(former.apply(request));
                } catch (RuntimeException e) {
                    // The former identity refused the request then, too, so no fingerprint is stored.
                    // OwnBytes may throw anything.
                }
            }
            return new Fingerprint(List.copyOf(texts));
        }
    }
}
