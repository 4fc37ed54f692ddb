package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicy;
import java.time.Duration;

/** Exponential backoff of failed requests, capped, with 50 to 100 % deterministic jitter. */
public final class JitteredBackoff {

    private JitteredBackoff() {}

    /**
     * Returns the backoff after an attempt.
     *
     * <p>The key determines the jitter. Requests that failed together therefore return at different times, and a
     * request has the same backoff in every computation.
     */
    public static Duration of(IdempotencyPolicy policy, IdempotencyKey key, int attempts) {
        int doublings = Math.min(attempts - 1, 30);
        Duration full = policy.initialBackoff().multipliedBy(1L << doublings);
        Duration capped = full.compareTo(policy.maxBackoff()) > 0 ? policy.maxBackoff() : full;
        int percent = 50 + Math.floorMod(31 * KeyStore.lockName(key).hashCode() + attempts, 51);
        return capped.multipliedBy(percent).dividedBy(100);
    }
}
