package io.aro.db.idempotency;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Is what the database holds about a key, without the response; immutable.
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

    /** What {@link #lastError} says of an attempt whose lease ran out. */
    public static final String LEASE_LAPSED = "LeaseLapsed";

    /** What {@link #lastError} says of a request that is tried anew although no error was noted. */
    public static final String REOPENED = "Reopened";

    /** When to ask again if nothing says how long the other will take. */
    public static final Duration SOON = Duration.ofSeconds(1);

    /** Returns the same under the name that a caller knows an erased key by. */
    public StoredKey knownAs(IdempotencyKey name) {
        return new StoredKey(
                name,
                state,
                fingerprint,
                fence,
                attempts,
                owner,
                claimedAt,
                leaseUntil,
                notBefore,
                lastError,
                createdAt,
                updatedAt,
                completedAt,
                responseUntil,
                expiresAt);
    }

    /** Tells whether a claim would get the key. */
    public boolean isFree(Instant now) {
        return isExpired(now)
                || switch (state) {
                    case IN_PROGRESS -> leaseUntil != null && !leaseUntil.isAfter(now);
                    case RELEASED -> notBefore == null || !notBefore.isAfter(now);
                    case COMPLETED, PARKED, EXHAUSTED -> false;
                };
    }

    /** Tells whether its request is forgotten, so that another may come under the key. */
    public boolean isExpired(Instant now) {
        return expiresAt != null
                && !expiresAt.isAfter(now)
                && state != KeyState.PARKED
                && (state != KeyState.IN_PROGRESS || leaseUntil == null || !leaseUntil.isAfter(now));
    }

    /**
     * Returns how long it is until the key is worth asking for again.
     *
     * <p>A lease or a rest counts from the time the row was written. If the clock was set back since, that time is still to
     * come, and no more than the whole lease or rest is left.
     */
    public Duration rest(Instant now) {
        Instant until = state == KeyState.RELEASED ? notBefore : leaseUntil;
        if (until == null || !until.isAfter(now)) {
            return SOON;
        }
        boolean setBack = updatedAt.isAfter(now) && updatedAt.isBefore(until);
        return Duration.between(setBack ? updatedAt : now, until);
    }
}
