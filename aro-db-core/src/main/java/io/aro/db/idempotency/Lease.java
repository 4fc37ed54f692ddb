package io.aro.db.idempotency;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.transaction.TransactionConsumer;
import io.aro.db.transaction.TransactionFunction;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * A handler's lease on its key; all its database writes go through it.
 *
 * <p>Every write is checked against the claim when it commits. An owner that was slow, stopped or cut off therefore
 * changes nothing once another has taken over. The lease is renewed until the handler ends. It belongs to the handler's
 * thread, but {@link #isLost}, {@link #onLost} and {@link #downstreamKey} may be called from any.
 */
public interface Lease {

    /** Returns the key. */
    IdempotencyKey key();

    /** Returns the fencing token. It increases with every claim; pass it to systems that can reject stale tokens. */
    long fence();

    /** Returns how often the request has been tried, this time included. */
    int attempt();

    /** Tells whether the key is known to be another's; it may be so a little before this object knows. */
    boolean isLost();

    /**
     * Runs an action when the lease is lost, such as one that interrupts the handler.
     *
     * <p>It runs on the thread that finds out, or on one of its own if that is the thread of the renewals, so that it may
     * take its time.
     */
    void onLost(Runnable action);

    /**
     * Refuses to go on if the lease is lost.
     *
     * @throws LeaseLostException if it is
     */
    void requireHeld();

    /**
     * Returns the key for a call to another service: the same for every attempt of this request, and of no other.
     *
     * @param step what the call is for, at most 100 characters; 64 hexadecimal digits come back
     */
    String downstreamKey(String step);

    /**
     * Does a step on the outside world and records its result, or returns the result that an earlier attempt recorded.
     *
     * <p>An attempt that ends between the work and its record leaves the next one to do the work again; give the other
     * service {@link #downstreamKey}, so that it notices. Costs one statement, and none if the step is recorded.
     *
     * @param name the name of the step within the request, at most 100 characters
     * @param type the type of its result
     * @param work does it, outside any transaction
     * @throws LeaseLostException if the lease is lost, before or after
     * @throws InvalidValueException if the type has no properties, or the result does not come back from its JSON as it was
     */
    <S extends @Nullable Object, X extends Exception> S step(String name, Class<@NonNull S> type, StepWork<S, X> work)
            throws X;

    /**
     * Does a step in this database once and for all: what it writes and its result commit together, or not at all.
     *
     * @param name the name of the step within the request, at most 100 characters
     * @param type the type of its result
     * @param work does it through the transaction it is given
     * @throws LeaseLostException if the lease is lost; then nothing of it is kept
     */
    <S extends @Nullable Object, X extends Exception> S transactionalStep(
            String name, Class<@NonNull S> type, TransactionFunction<S, X> work) throws X;

    /**
     * Runs work in a transaction that commits only if the claim still holds then; the lease is renewed with it.
     *
     * @throws LeaseLostException if the lease is lost; then nothing of it is kept
     * @throws AroDatabaseException as {@code AroDatabase.inTransaction} does
     */
    <R extends @Nullable Object, X extends Exception> R inTransaction(TransactionFunction<R, X> work) throws X;

    /**
     * Runs work in a transaction like {@link #inTransaction}, without a result.
     *
     * @throws LeaseLostException if the lease is lost; then nothing of it is kept
     */
    <X extends Exception> void useTransaction(TransactionConsumer<X> work) throws X;
}
