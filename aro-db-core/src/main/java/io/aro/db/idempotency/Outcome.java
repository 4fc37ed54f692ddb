package io.aro.db.idempotency;

import java.time.Duration;

/**
 * Is what became of a request: exactly one of the four.
 *
 * <p>{@code Executed} and {@code Replayed} mean that the effect is committed, so the sender may be told it is done. The
 * other two mean that this request has done nothing.
 *
 * @param <T> the type of the response
 */
public sealed interface Outcome<T> {

    /**
     * Says that the handler ran and its effect is committed.
     *
     * @param response what the handler returned
     */
    record Executed<T>(T response) implements Outcome<T> {}

    /**
     * Says that the request had been executed before; nothing was done.
     *
     * @param response what the handler returned then
     */
    record Replayed<T>(T response) implements Outcome<T> {}

    /**
     * Says that another caller is at work on the same request; answer 409 or 503, never a success.
     *
     * @param retryAfter when it is worth asking again
     */
    record InProgress<T>(Duration retryAfter) implements Outcome<T> {}

    /**
     * Says that the key was used for another request; answer 422. Nothing was done.
     *
     * @param storedFingerprint the SHA-256 of the request the key belongs to, in hexadecimal
     * @param givenFingerprint the SHA-256 of this one
     */
    record Mismatch<T>(String storedFingerprint, String givenFingerprint) implements Outcome<T> {}
}
