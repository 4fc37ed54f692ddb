package io.aro.db.idempotency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is what became of a request.
 *
 * <p>Those that are {@link Done} mean that the effect is committed, so the sender may be told so. The others mean that
 * this delivery has done nothing: {@link InProgress} is worth asking again, answer 409 or 503; {@link Refused} is not,
 * answer 422. A switch may name these groups or the single cases.
 *
 * @param <T> the type of the response
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /** Says that the effect of the request is committed, now or earlier. */
    sealed interface Done<T extends @Nullable Object> extends Outcome<T> {}

    /** Says that the effect is committed and has a response. */
    sealed interface Answered<T extends @Nullable Object> extends Done<T> {

        /** Returns what the handler returned, now or then. */
        T response();
    }

    /** Says that this delivery has done nothing, and that coming again will not change that. */
    sealed interface Refused<T extends @Nullable Object> extends Outcome<T> {

        /** Returns the key, as the database holds it. */
        StoredKey stored();
    }

    /**
     * Says that the handler ran and its effect is committed.
     *
     * @param response what the handler returned
     */
    record Executed<T extends @Nullable Object>(T response) implements Answered<T> {}

    /**
     * Says that the request had been executed before; nothing was done.
     *
     * @param response what the handler returned then
     */
    record Replayed<T extends @Nullable Object>(T response) implements Answered<T> {}

    /**
     * Says that the request had been executed before, so long ago that its response is no longer kept; nothing was done.
     *
     * @param stored the key
     */
    record ResponseExpired<T extends @Nullable Object>(StoredKey stored) implements Done<T> {}

    /**
     * Says that another caller is at work on the same request, or that it rests after a failure; answer 409 or 503.
     *
     * @param retryAfter how long to wait before asking again; never longer than the lease, or the rest after a failure
     * @param stored who holds the key, since when and until when; absent if the claim is not committed yet
     */
    record InProgress<T extends @Nullable Object>(
            Duration retryAfter, @Nullable StoredKey stored) implements Outcome<T> {}

    /**
     * Says that the key was used for another request; answer 422. Nothing was done.
     *
     * @param storedFingerprint the fingerprint of the request the key belongs to: the number of a rule, a colon, and a
     *     SHA-256 in hexadecimal
     * @param givenFingerprint the fingerprint of this one
     * @param stored the key
     */
    record Mismatch<T extends @Nullable Object>(String storedFingerprint, String givenFingerprint, StoredKey stored)
            implements Refused<T> {}

    /**
     * Says that nobody knows whether the request took effect; only {@link IdempotencyService#reconcile} goes on.
     *
     * @param stored the key
     */
    record Parked<T extends @Nullable Object>(StoredKey stored) implements Refused<T> {}

    /**
     * Says that the request was given up after the last attempt allowed; a dead letter tells of it.
     *
     * @param stored the key
     */
    record Exhausted<T extends @Nullable Object>(StoredKey stored) implements Refused<T> {}
}
