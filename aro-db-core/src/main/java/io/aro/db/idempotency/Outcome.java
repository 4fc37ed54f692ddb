package io.aro.db.idempotency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a request.
 *
 * <p>The effect of a {@link Done} request is committed: report success to the sender. With every other outcome, this
 * delivery has done nothing. {@link InProgress} is worth a retry: answer 409 or 503. {@link Refused} is final for the
 * sender: answer 422. A switch may name the groups or the single cases.
 *
 * {@snippet id="outcome" :
 * return switch (outcome) {
 *     case Outcome.Answered<Receipt> done -> "200 " + done.response();
 *     case Outcome.ResponseExpired<Receipt> done -> "200, long ago";
 *     case Outcome.InProgress<Receipt> busy -> "409, again in " + busy.retryAfter();
 *     case Outcome.Refused<Receipt> refused -> "422 " + refused;
 * };
 * }
 *
 * @param <T> the type of the response
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /** A request with a committed effect, executed now or by an earlier delivery. */
    sealed interface Done<T extends @Nullable Object> extends Outcome<T> {}

    /** A request with a committed effect and a known response. */
    sealed interface Answered<T extends @Nullable Object> extends Done<T> {

        /** Returns the handler's response, stored now or by an earlier delivery. */
        T response();
    }

    /** A request that neither this delivery nor a repetition executes. */
    sealed interface Refused<T extends @Nullable Object> extends Outcome<T> {

        /** Returns the key as stored in the database. */
        StoredKey stored();
    }

    /**
     * A request executed by this delivery, with a committed effect.
     *
     * @param response the handler's response
     */
    record Executed<T extends @Nullable Object>(T response) implements Answered<T> {}

    /**
     * A request executed by an earlier delivery; this delivery did nothing.
     *
     * @param response the handler's response at the time of the execution
     */
    record Replayed<T extends @Nullable Object>(T response) implements Answered<T> {}

    /**
     * A request executed by an earlier delivery, with an expired response; this delivery did nothing.
     *
     * @param stored the key
     */
    record ResponseExpired<T extends @Nullable Object>(StoredKey stored) implements Done<T> {}

    /**
     * A request in progress elsewhere, or in its backoff after a failure; answer 409 or 503.
     *
     * @param retryAfter the time to wait before a retry; at most the rest of the lease or of the backoff
     * @param stored the key with its owner and lease; null before the claim is committed
     */
    record InProgress<T extends @Nullable Object>(
            Duration retryAfter, @Nullable StoredKey stored) implements Outcome<T> {}

    /**
     * A request under the key of a different request; answer 422. Nothing was done.
     *
     * @param storedFingerprint the fingerprint of the stored request: the number of a rule, a colon, and a SHA-256 in
     *     hexadecimal
     * @param givenFingerprint the fingerprint of the given request, in the same form
     * @param stored the key
     */
    record Mismatch<T extends @Nullable Object>(String storedFingerprint, String givenFingerprint, StoredKey stored)
            implements Refused<T> {}

    /**
     * A request of unknown effect; only {@link IdempotencyService#reconcile} or a release by an operator resolves it.
     *
     * @param stored the key
     */
    record Parked<T extends @Nullable Object>(StoredKey stored) implements Refused<T> {}

    /**
     * A request that failed for good; a dead letter records the failure.
     *
     * @param stored the key
     */
    record Exhausted<T extends @Nullable Object>(StoredKey stored) implements Refused<T> {}
}
