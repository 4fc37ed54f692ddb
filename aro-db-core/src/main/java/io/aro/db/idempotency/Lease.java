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
 * <p>Each write checks the claim at its commit. After a takeover, a slow or disconnected owner can write nothing more.
 * The lease is renewed until the handler ends. A lease belongs to the handler's thread. Only {@link #isLost},
 * {@link #onLost} and {@link #downstreamKey} are thread-safe.
 */
public interface Lease {

    /** Returns the key. */
    IdempotencyKey key();

    /** Returns the fencing token. It increases with every claim; pass it to systems that can reject stale tokens. */
    long fence();

    /** Returns the number of the current attempt, counted from 1. */
    int attempt();

    /** Returns whether the lease is known to be lost. The database may know earlier than this object. */
    boolean isLost();

    /**
     * Registers an action to run once on the loss of the lease, such as an interrupt of the handler.
     *
     * <p>If the lease is lost already, the action runs at once. A loss detected by the handler runs the action on its
     * thread. A loss detected by the heartbeat runs the action on a new thread, so the action may block.
     */
    void onLost(Runnable action);

    /**
     * Throws if the lease is lost.
     *
     * @throws LeaseLostException if the lease is lost
     */
    void requireHeld();

    /**
     * Returns an idempotency key for a call to an external service.
     *
     * <p>The key is a SHA-256 in 64 hexadecimal digits. All attempts of this request share the key, and different
     * requests have different keys.
     *
     * @param step the name of the step that makes the call, at most 100 characters
     */
    String downstreamKey(String step);

    /**
     * Runs a step in an external system and records its result, or returns the recorded result of an earlier attempt.
     *
     * <p>An attempt may end between the work and the record. The next attempt then repeats the work. Pass {@link
     * #downstreamKey} to the external service to detect the repetition. The step costs one statement, or none with a
     * recorded result.
     *
     * @param name the name of the step within the request, at most 100 characters
     * @param type the type of its result
     * @param work the work, outside any transaction
     * @throws LeaseLostException if the lease is lost before or after the work
     * @throws InvalidValueException if the type has no properties, or the result changes on its way through JSON
     */
    <S extends @Nullable Object, X extends Exception> S step(String name, Class<@NonNull S> type, StepWork<S, X> work)
            throws X;

    /**
     * Runs a step in this database exactly once. Its writes and its result commit together or not at all.
     *
     * @param name the name of the step within the request, at most 100 characters
     * @param type the type of its result
     * @param work the work in the given transaction
     * @throws LeaseLostException if the lease is lost; all writes are undone
     */
    <S extends @Nullable Object, X extends Exception> S transactionalStep(
            String name, Class<@NonNull S> type, TransactionFunction<S, X> work) throws X;

    /**
     * Runs work in a transaction that commits only under a valid claim. The transaction also renews the lease.
     *
     * @throws LeaseLostException if the lease is lost; all writes are undone
     * @throws AroDatabaseException as {@code AroDatabase.inTransaction} does
     */
    <R extends @Nullable Object, X extends Exception> R inTransaction(TransactionFunction<R, X> work) throws X;

    /**
     * Runs work in a transaction like {@link #inTransaction}, without a result.
     *
     * @throws LeaseLostException if the lease is lost; all writes are undone
     */
    <X extends Exception> void useTransaction(TransactionConsumer<X> work) throws X;
}
