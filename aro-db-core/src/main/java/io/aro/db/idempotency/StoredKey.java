package io.aro.db.idempotency;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the database holds it, without the response; immutable.
 *
 * @param key the key; of one that an erasure has renamed, {@code erased:} and a keyed hash
 * @param state where its request stands
 * @param fingerprint the number of a rule, a colon, and the SHA-256 that the rule makes of the request, if it was given
 * @param fence the number of the last claim, which grows with every owner
 * @param attempts how often the request was tried since it was new
 * @param owner the process that holds it or held it last: process id, host and an id of its own
 * @param claimedAt since when the last claim holds
 * @param leaseUntil when another may take over, if it is claimed
 * @param notBefore when it may be tried again, if it was given back
 * @param lastError what ended the last attempt: the name of an exception, never its message
 * @param createdAt when the request first came
 * @param updatedAt when the row was last written
 * @param completedAt when it was completed, if it is
 * @param responseUntil until when the response is kept, if it is completed
 * @param expiresAt until when the key is remembered; absent for one that waits for a person
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
