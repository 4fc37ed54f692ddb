package io.aro.db.idempotency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as stored in the database, without the response; immutable.
 *
 * @param key the key; after an erasure, {@code erased:} and a keyed hash replace the sender's id
 * @param state the state of the request
 * @param fingerprint the number of a rule, a colon, and a SHA-256 of the request; null if the key was locked without a
 *     request
 * @param fence the fencing token of the last claim, which increases with each claim
 * @param attempts the number of attempts since the request was new, or left the parked or exhausted state
 * @param owner the process of the last claim: process id, host and a unique id
 * @param claimedAt the time of the last claim
 * @param leaseUntil the end of the lease, after which a takeover is possible; null unless the key is in progress
 * @param notBefore the end of the backoff; null unless the key is released after a failure
 * @param lastError the class name of the exception that ended the last attempt, never its message
 * @param createdAt the time of the first delivery of the request
 * @param updatedAt the time of the last write to the row
 * @param completedAt the time of the completion; null before
 * @param responseUntil the end of the response's replay time; null before the completion
 * @param expiresAt the end of the retention; null for a parked key
 */
public record StoredKey(
        IdempotencyKey key,
        KeyState state,
        @Nullable String fingerprint,
        long fence,
        int attempts,
        @Nullable String owner,
        @Nullable Instant claimedAt,
        @Nullable Instant leaseUntil,
        @Nullable Instant notBefore,
        @Nullable String lastError,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt,
        @Nullable Instant responseUntil,
        @Nullable Instant expiresAt) {

    /** The {@link #lastError} of an attempt whose lease has expired. */
    public static final String LEASE_LAPSED = "LeaseLapsed";
}
