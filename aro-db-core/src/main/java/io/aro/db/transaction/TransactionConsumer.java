package io.aro.db.transaction;

/**
 * The work of a transaction without a result.
 *
 * @param <X> the checked exception it may throw, which rolls the transaction back and reaches the caller as it is
 */
@FunctionalInterface
public interface TransactionConsumer<X extends Exception> {

    /** Does the work; the transaction ends with the call. */
    void accept(Transaction tx) throws X;
}
