package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values that a claim writes.
 *
 * @param key the key
 * @param fingerprint what the request is known again by, if it is known
 * @param owner who claims
 * @param claimId the id of this claim
 * @param lease how long the claim holds
 * @param retention how long the key is remembered
 * @param patience how long to wait for a lock on its row, and for each later lock of the transaction; null if others say
 * @param response how long the response is kept if the transaction of the claim completes the request; null for a claim that
 *     outlives its transaction
 */
public record ClaimRequest(
        IdempotencyKey key,
        @Nullable Fingerprint fingerprint,
        String owner,
        UUID claimId,
        Duration lease,
        Duration retention,
        @Nullable Duration patience,
        @Nullable Duration response) {

    /** A claim that outlives its transaction. */
    public ClaimRequest(
            IdempotencyKey key,
            @Nullable Fingerprint fingerprint,
            String owner,
            UUID claimId,
            Duration lease,
            Duration retention,
            @Nullable Duration patience) {
        this(key, fingerprint, owner, claimId, lease, retention, patience, null);
    }

    /** Returns the same request for the row of another name. */
    public ClaimRequest of(IdempotencyKey other) {
        return new ClaimRequest(other, fingerprint, owner, claimId, lease, retention, patience, response);
    }
}
