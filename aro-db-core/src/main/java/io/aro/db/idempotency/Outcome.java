package io.aro.db.idempotency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a request.
 *
 * <p>A {@link Done} request has its effect committed, so the sender may be told so. With any other outcome
 * this delivery has done nothing: {@link InProgress} is worth asking again, answer 409 or 503; {@link Refused} is not,
 * answer 422. A switch may name these groups or the single cases.
 *
 * @param <T> the type of the response
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /** A request whose effect is committed, now or earlier. */
    sealed interface Done<T extends @Nullable Object> extends Outcome<T> {}

    /** A request whose effect is committed and whose response is known. */
    sealed interface Answered<T extends @Nullable Object> extends Done<T> {

        /** Returns what the handler returned, now or then. */
        T response();
    }

    /** A request that this delivery has not executed, and that another delivery will not execute either. */
    sealed interface Refused<T extends @Nullable Object> extends Outcome<T> {

        /** Returns the key, as the database holds it. */
        StoredKey stored();
    }

    /**
     * A request whose handler ran and whose effect is committed.
     *
     * @param response what the handler returned
     */
    record Executed<T extends @Nullable Object>(T response) implements Answered<T> {}

    /**
     * A request that had been executed before; nothing was done.
     *
     * @param response what the handler returned then
     */
    record Replayed<T extends @Nullable Object>(T response) implements Answered<T> {}

    /**
     * A request that had been executed before and whose response is no longer kept; nothing was done.
     *
     * @param stored the key
     */
    record ResponseExpired<T extends @Nullable Object>(StoredKey stored) implements Done<T> {}

    /**
     * A request that another caller is executing, or that rests after a failure; answer 409 or 503.
     *
     * @param retryAfter how long to wait before asking again; never longer than the lease, or the rest after a failure
     * @param stored who holds the key, since when and until when; absent if the claim is not committed yet
     */
    record InProgress<T extends @Nullable Object>(
            Duration retryAfter, @Nullable StoredKey stored) implements Outcome<T> {}

    /**
     * A request whose key was used for another request; answer 422. Nothing was done.
     *
     * @param storedFingerprint the fingerprint of the request the key belongs to: the number of a rule, a colon, and a
     *     SHA-256 in hexadecimal
     * @param givenFingerprint the fingerprint of this one
     * @param stored the key
     */
    record Mismatch<T extends @Nullable Object>(String storedFingerprint, String givenFingerprint, StoredKey stored)
            implements Refused<T> {}

    /**
     * A request whose effect is unknown; only {@link IdempotencyService#reconcile} goes on.
     *
     * @param stored the key
     */
    record Parked<T extends @Nullable Object>(StoredKey stored) implements Refused<T> {}

    /**
     * A request that was given up after its last attempt; a dead letter records it.
     *
     * @param stored the key
     */
    record Exhausted<T extends @Nullable Object>(StoredKey stored) implements Refused<T> {}
}
