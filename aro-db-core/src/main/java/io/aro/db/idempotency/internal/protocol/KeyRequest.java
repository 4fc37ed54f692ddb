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
 * A request as the protocol handles it.
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
     * Returns a response or the result of a step as JSON that later deliveries can read.
     *
     * @param what the name of the value in messages
     * @throws InvalidValueException if it is too long, or does not come back from its JSON as it was
     */
    public <S extends @Nullable Object> String json(String what, S value, Class<@NonNull S> as) {
        String json = Json.write(what, value, rules.maxResponseBytes, StoredJson.LIMIT);
        Json.requireReadable(what, value, json, as);
        return json;
    }

    /** The policy of one source with its identities prepared, so that a request does not prepare them anew; immutable. */
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

        /** Returns how long a claim holds. */
        Duration lease() {
            return lease;
        }

        /** Returns how long a key is remembered. */
        Duration retention() {
            return retention;
        }

        /** Returns how long a response is kept. */
        Duration response() {
            return response;
        }

        /** Returns a request whose response is of a type. */
        public <T extends @Nullable Object> KeyRequest<T> request(
                IdempotencyKey key, Object body, Class<@NonNull T> type) {
            return new KeyRequest<>(key, fingerprint(Values.required("request", body)), type, this);
        }

        /** Returns the fingerprint of a body, which is also known by the identities that its source had before. */
        private Fingerprint fingerprint(Object request) {
            List<String> texts = new ArrayList<>(identity.apply(request));
            for (Function<Object, List<String>> former : formerIdentities) {
                try {
                    texts.addAll(former.apply(request));
                } catch (RuntimeException e) {
                    // It failed then, too, so nothing is stored under it. A caller's own choice may throw anything.
                }
            }
            return new Fingerprint(List.copyOf(texts));
        }
    }
}
