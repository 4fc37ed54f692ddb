package io.aro.db.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A handler of a request with effects outside this database.
 *
 * @param <T> the response
 * @param <X> the checked exception of the handler, passed to the caller unchanged
 */
@FunctionalInterface
public interface LeasedHandler<T extends @Nullable Object, X extends Exception> {

    /** Does the work through the lease and returns the response. */
    T handle(Lease lease) throws X;
}
