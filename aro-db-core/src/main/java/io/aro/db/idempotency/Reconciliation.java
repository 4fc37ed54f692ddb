package io.aro.db.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A decision about a parked request.
 *
 * @param <T> the response
 * @param <X> the checked exception of the decision; the request stays parked
 */
@FunctionalInterface
public interface Reconciliation<T extends @Nullable Object, X extends Exception> {

    /** Returns the action on the request; {@link FailureAction#park} leaves the request parked. */
    FailureAction<T> decide(ParkedRequest parked) throws X;
}
