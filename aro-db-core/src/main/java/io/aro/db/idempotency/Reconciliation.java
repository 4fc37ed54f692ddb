package io.aro.db.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A reconciliation of a parked request.
 *
 * @param <T> the response
 * @param <X> the checked exception it may throw; then the request stays parked
 */
@FunctionalInterface
public interface Reconciliation<T extends @Nullable Object, X extends Exception> {

    /** Returns the action on the request; {@link FailureAction#park} leaves it parked. */
    FailureAction<T> decide(ParkedRequest parked) throws X;
}
