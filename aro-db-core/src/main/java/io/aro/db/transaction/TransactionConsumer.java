package io.aro.db.transaction;

/**
 * Work without a result, run in a transaction.
 *
 * @param <X> the checked exception of the work; it rolls the transaction back and reaches the caller unwrapped
 */
@FunctionalInterface
public interface TransactionConsumer<X extends Exception> {

    /** Runs the work. The transaction is unusable after the call. */
    void accept(Transaction tx) throws X;
}
