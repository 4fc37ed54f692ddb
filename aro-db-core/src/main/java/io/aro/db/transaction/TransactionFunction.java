package io.aro.db.transaction;

import org.jspecify.annotations.Nullable;

/**
 * The work of a transaction with a result.
 *
 * @param <R> the result
 * @param <X> the checked exception it may throw, which rolls the transaction back and reaches the caller as it is
 */
@FunctionalInterface
public interface TransactionFunction<R extends @Nullable Object, X extends Exception> {

    /** Does the work; the transaction ends with the call. */
    R apply(Transaction tx) throws X;
}
