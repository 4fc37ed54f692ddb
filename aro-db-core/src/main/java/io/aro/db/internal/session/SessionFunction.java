package io.aro.db.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * Work inside a transaction, for the library's own packages.
 *
 * @param <R> the type of the result
 * @param <X> the checked exception of the work; it rolls the transaction back and reaches the caller unwrapped
 */
@FunctionalInterface
public interface SessionFunction<R extends @Nullable Object, X extends Exception> {

    /** Runs the work and returns its result. The session is unusable after the call. */
    R apply(TransactionSession session) throws X;
}
