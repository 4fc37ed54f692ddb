package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The policy of one source with its identities prepared, so that a request does not prepare them anew; immutable. */
public final class SourceRules {

    private final IdempotencyPolicy policy;
    private final Duration lease;
    private final Duration retention;
    private final Duration response;
    private final int maxResponseBytes;
    private final Function<Object, List<String>> identity;
    private final List<Function<Object, List<String>>> formerIdentities;

    /** Prepares a policy. */
    public SourceRules(IdempotencyPolicy policy) {
        this.policy = policy;
        this.lease = policy.lease();
        this.retention = policy.retention();
        this.response = policy.response();
        this.maxResponseBytes = policy.maxResponseBytes();
        this.identity = Fingerprint.texts(policy.identity());
        this.formerIdentities =
                policy.formerIdentities().stream().map(Fingerprint::texts).toList();
    }

    /** Returns the policy. */
    public IdempotencyPolicy policy() {
        return policy;
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

    /** Returns the limit for the JSON of a response. */
    int maxResponseBytes() {
        return maxResponseBytes;
    }

    /** Returns the fingerprint of a request, which is also known by the identities that its source had before. */
    public Fingerprint fingerprint(Object request) {
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
