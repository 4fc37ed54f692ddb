package io.aro.db.transaction;

import org.jspecify.annotations.Nullable;

/**
 * Work with a result, run in a transaction.
 *
 * @param <R> the type of the result
 * @param <X> the checked exception of the work; it rolls the transaction back and reaches the caller unwrapped
 */
@FunctionalInterface
public interface TransactionFunction<R extends @Nullable Object, X extends Exception> {

    /** Runs the work and returns its result. The transaction is unusable after the call. */
    R apply(Transaction tx) throws X;
}
