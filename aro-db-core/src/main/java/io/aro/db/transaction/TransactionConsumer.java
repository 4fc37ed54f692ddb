package io.aro.db.transaction;

/**
 * Is work that runs in a transaction and has no result.
 *
 * @param <X> the checked exception it may throw, which rolls the transaction back and reaches the caller as it is
 */
@FunctionalInterface
public interface TransactionConsumer<X extends Exception> {

    /** Does the work; the transaction ends with the call. */
    void accept(Transaction tx) throws X;
}
