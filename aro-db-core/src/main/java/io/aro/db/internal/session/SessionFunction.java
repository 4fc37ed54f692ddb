package io.aro.db.internal.session;

import org.jspecify.annotations.Nullable;

/**
 * The work inside a transaction.
 *
 * @param <R> the result
 * @param <X> the checked exception it may throw, which rolls the transaction back and reaches the caller as it is
 */
@FunctionalInterface
public interface SessionFunction<R extends @Nullable Object, X extends Exception> {

    /** Runs; the session ends with the call. */
    R apply(TransactionSession session) throws X;
}
