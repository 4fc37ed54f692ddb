package io.aro.db.idempotency;

import io.aro.db.error.TransactionMisuseException;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.transaction.TransactionFunction;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Idempotent execution of requests, even under repeated and concurrent deliveries; immutable and thread-safe.
 *
 * <p>{@link #execute} is for work in this database: exactly once, at any crash point. {@link #executeLeased} is for
 * work in external systems: at least once. Completed steps are recorded, and writes of an expired owner are rejected.
 * Verify the sender's signature before either call. A forged request would use up the key of the real request.
 *
 * <p>The protocol of {@link #execute}:
 *
 * <ol>
 *   <li>Compute the fingerprint of the request by the {@link IdempotencyPolicy} of its source.
 *   <li>Reject a nested call for the same key on the same thread. A concurrent call on a second thread answers from the
 *       stored key, or with {@link InProgress}.
 *   <li>If this process has seen the key before, read it first: a query is cheaper than a claim. Replay the response,
 *       or report the state.
 *   <li>Begin a transaction and claim the key. The claim inserts the row, or updates an expired or released row, or a
 *       row past its lease. Each claim increments the fencing token.
 *   <li>Without a claim, roll back and answer from the row.
 *   <li>Run the handler, store its response in the row, and commit everything together.
 *   <li>After an in-doubt commit, wait until no transaction holds the key. Its row then shows the outcome.
 * </ol>
 *
 * <p>{@link #executeLeased} commits directly after the claim. A heartbeat renews the lease every third of its duration
 * while the handler runs. The final update uses an optimistic lock on the claim. The key becomes completed, released
 * with a backoff, parked, or exhausted with a dead letter.
 *
 * <p>{@code AroDatabase} provides the service; applications do not implement this interface.
 *
 * {@snippet id="execute" :
 * IdempotencyKey key = IdempotencyKey.of("calendly", delivery.event() + ":" + delivery.inviteeUri());
 * Outcome<Receipt> outcome =
 *         db.idempotency().execute(key, delivery.body(), Receipt.class, tx -> book(tx, delivery));
 * }
 */
public interface IdempotencyService {

    /** Returns a copy with the given policies. */
    IdempotencyService withPolicies(IdempotencyPolicies other);

    /** Returns a copy with an additional listener to the events of keys. */
    IdempotencyService withListener(IdempotencyListener listener);

    /**
     * Returns a copy with a limit for waits on a request in progress or in its backoff; zero by default.
     *
     * <p>The call polls until the limit and then answers {@link InProgress}. The wait holds no connection, except in a
     * joined transaction.
     *
     * @throws InvalidValueException if the limit is negative or longer than a day
     */
    IdempotencyService withMaxWait(Duration longest);

    /**
     * Returns a copy whose {@link #execute} joins the application's transaction on its thread, or a copy without
     * joining.
     *
     * <p>The outcome takes effect with the application's commit. A rollback undoes claim, writes and response, and the
     * next delivery runs the handler. An exception of the handler undoes only the handler's writes; the application's
     * transaction remains usable. A duplicate waits up to two seconds for the concurrent transaction, or up to a limit
     * set by {@link #withMaxWait}. Listeners receive claim and completion after the commit. Over a bare {@code
     * DSLContext}, which does not report its commit, they receive neither. Without a transaction of the application,
     * {@link #execute} begins and commits a separate transaction.
     */
    IdempotencyService withJoining(boolean join);

    /**
     * Executes a request if it is new, and returns its outcome.
     *
     * <p>The claim, all writes of the handler, and the response commit together or not at all. After a crash, the next
     * delivery runs the handler or replays the response. No partial effect remains. A first delivery costs two
     * statements besides the handler's, and a replay costs one statement. A rerun costs three in a process that has
     * seen the key before. The call never blocks on a concurrent delivery of the same key, except on SQLite when
     * another process holds the write lock.
     *
     * @param key the key of the request; verify the sender's signature first
     * @param request the body: JSON text, bytes, or an object for Jackson. Its fingerprint detects a different request
     *     under the same key; {@link RequestIdentity} describes the comparison and the refused bodies
     * @param type the response type, readable and writable by Jackson, with properties or an empty record. Use an array
     *     or a record instead of a raw {@code List} or {@code Map}, whose elements come back as maps
     * @param handler the work in the given transaction, without effects beyond the reach of a rollback. It returns the
     *     response, which may be null
     * @throws X the exception of the handler; its writes are undone and the next delivery runs the handler again
     * @throws InvalidValueException if the request or the type is refused, before any work. Also if the response cannot
     *     be stored, or changes on its way through JSON; all writes are then undone
     * @throws TransactionMisuseException if this thread is in a transaction, handles this key already, or the handler
     *     ends its transaction; for a transaction of the application see {@link #withJoining}
     */
    <T extends @Nullable Object, X extends Exception> Outcome<T> execute(
            IdempotencyKey key, Object request, Class<@NonNull T> type, TransactionFunction<T, X> handler) throws X;

    /**
     * Runs the handler like {@link #executeLeased(IdempotencyKey, Object, Class, LeasedHandler, Function)}. Every
     * exception of the handler parks the key.
     */
    <T extends @Nullable Object, X extends Exception> Outcome<T> executeLeased(
            IdempotencyKey key, Object request, Class<@NonNull T> type, LeasedHandler<T, X> handler) throws X;

    /**
     * Runs a handler with effects outside this database under a lease, or returns the outcome of the earlier delivery.
     *
     * <p>The key is claimed for the time of a lease. A heartbeat on a separate thread and connection renews the lease
     * while the handler runs. If the process dies, the next delivery after the lease takes over and skips recorded
     * steps. No transaction is open while the handler runs, except in {@link Lease#inTransaction} and {@link
     * Lease#transactionalStep}.
     *
     * @param key the key of the request; verify the sender's signature first
     * @param request the body, as in {@link #execute}
     * @param type the response type, readable and writable by Jackson
     * @param handler the work, in steps through the lease. It returns the response, which may be null
     * @param failures returns the action for each exception of the handler; an {@link Error} counts as {@link
     *     FailureAction.Park}
     * @throws X the exception of the handler, after the action is stored; not after a {@link FailureAction.Answer}
     * @throws LeaseLostException if the lease is lost; this call has changed nothing since then
     * @throws InvalidValueException if the response cannot be stored; the key is parked, because the work is done
     * @throws TransactionMisuseException if this thread is in a transaction, or handles this key already
     */
    <T extends @Nullable Object, X extends Exception> Outcome<T> executeLeased(
            IdempotencyKey key,
            Object request,
            Class<@NonNull T> type,
            LeasedHandler<T, X> handler,
            Function<? super Exception, FailureAction<T>> failures)
            throws X;

    /**
     * Reconciles a parked request.
     *
     * <p>Concurrent calls are safe: the first stored decision wins, and every later call fails.
     *
     * @return the key after the reconciliation
     * @throws X the exception of the reconciliation; the request stays parked
     * @throws KeyStateException if the key is unknown or not parked, or a concurrent call won
     */
    <T extends @Nullable Object, X extends Exception> StoredKey reconcile(
            IdempotencyKey key, Reconciliation<T, X> reconciliation) throws X;

    /** Returns the stored keys, for operators. */
    StoredKeyRepository keys();

    /**
     * Handles a webhook in one transaction and returns its response, either new or replayed.
     *
     * <p>The caller cannot distinguish a first response from a replay. Use {@link #execute} for the difference.
     *
     * @throws NotExecutedException if there is no response: the request is in progress or refused, or its response has
     *     expired; the exception contains the outcome
     * @throws X the exception of the handler; its writes are undone
     */
    <T extends @Nullable Object, X extends Exception> T handleWebhook(
            String source, String eventId, Object payload, Class<@NonNull T> type, TransactionFunction<T, X> handler)
            throws X;

    /**
     * Locks a key for a caller that does the work and stores the response; returns whether the key was free.
     *
     * <p>False has several causes: the work is done, in progress, or stopped. The caller's writes do not commit with
     * the lock. Prefer {@link #execute} or {@link #executeLeased}, which report the cause. The lock expires silently
     * after the lease of the source's policy, or after a shorter {@code ttl}.
     *
     * @param ttl the time the key is remembered
     * @throws InvalidValueException if the time is not positive, or exceeds {@link IdempotencyPolicy#MAX_RETENTION}
     */
    boolean checkAndLock(IdempotencyKey key, Duration ttl);

    /**
     * Stores the response for a key locked by this database object.
     *
     * <p>Threads of the same process share the lock. A thread may therefore complete a key after a takeover by a second
     * thread.
     *
     * @throws KeyStateException if this object does not hold the lock on the key
     * @throws InvalidValueException if the response cannot be stored
     */
    void storeResponse(IdempotencyKey key, @Nullable Object response);

    /** Returns the stored response; empty for a missing, expired or null response. */
    <T> Optional<T> getResponse(IdempotencyKey key, Class<T> type);

    /** Deletes expired keys, responses and steps; see {@link StoredKeyRepository#cleanup}. */
    CleanupReport cleanup();
}
