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
 * The service that executes a request once, however often it is delivered; immutable and thread-safe.
 *
 * <p>{@link #execute} is for work in this database: exactly once, at any crash point. {@link #executeLeased} is for work
 * on the outside world: at least once. Its completed steps are recorded, and writes of an expired owner are rejected.
 * Verify a sender's signature before either, or a forged request uses up the key of the true one.
 *
 * <p>The protocol of {@link #execute}:
 *
 * <ol>
 *   <li>Compute the fingerprint of the request by the {@link IdempotencyPolicy} of its source.
 *   <li>Refuse a thread that handles this key already, and answer {@link InProgress} if another thread executes it.
 *   <li>If the key was seen before, read it; replay its response, or report why there is none.
 *   <li>Begin a transaction and claim the key: insert its row, or update it if it is expired, released, or of an owner
 *       whose lease has expired. The fencing token grows with each claim.
 *   <li>If the key was not claimed, roll back, and answer from the row that was read.
 *   <li>Run the handler, write its response into the row, and commit all of it together.
 *   <li>If the commit is in doubt, read the row once no transaction holds it; the row tells.
 * </ol>
 *
 * <p>{@link #executeLeased} commits after the claim, renews the lease every third of its time while the handler runs, and
 * ends with an update that matches only the row as it was claimed: completed, released with a backoff, parked, or
 * exhausted with a dead letter.
 *
 * <p>Applications obtain it from {@code AroDatabase}, and do not implement it.
 */
public interface IdempotencyService {

    /** Returns a copy with other policies. */
    IdempotencyService withPolicies(IdempotencyPolicies other);

    /** Returns a copy that informs one more listener of the events of keys. */
    IdempotencyService withListener(IdempotencyListener listener);

    /**
     * Returns a copy with a limit for waits, zero by default: while another caller executes the request, it waits up to
     * the limit before it answers {@link InProgress}. It holds no connection meanwhile.
     *
     * @throws InvalidValueException if that is negative or more than a day
     */
    IdempotencyService withMaxWait(Duration longest);

    /**
     * Returns a copy whose {@link #execute} joins the transaction of the application that its thread is in, or one whose
     * execute does not.
     *
     * <p>Its outcome is true once the application commits: a rollback undoes claim, writes and response, and the next
     * delivery runs. If the handler throws, what it wrote is undone and the application's transaction can go on. A
     * duplicate waits up to two seconds for the other transaction to end, or as long as {@link #withMaxWait} says. Listeners are
     * told after the commit, and not at all over a bare {@code DSLContext}, which does not tell of it. Where no transaction
     * of an application is active, it executes in one of its own.
     */
    IdempotencyService withJoining(boolean join);

    /**
     * Executes a request if it is new, and returns its outcome.
     *
     * <p>The claim of the key, everything the handler writes and its response commit together or not at all. So at any
     * crash point either nothing has happened, and the next delivery runs, or all of it has, and the next is answered
     * from the stored response. A first delivery costs two statements beside those of the handler, a replay one; a
     * delivery that must run again in a process that has seen its key before costs three. It never
     * blocks on a concurrent delivery of the same key, except on SQLite when another process holds the write lock.
     *
     * @param key identifies the request; verify the sender's signature before
     * @param request its body, by which another request under the same key is noticed: JSON text or bytes, or anything
     *     that Jackson writes; {@link RequestIdentity} says what counts of it and what is refused
     * @param type the type of the response, which Jackson must be able to write and read, with properties unless it is an
     *     empty record; an array or a record rather than a raw {@code List} or {@code Map}, whose elements come back as maps
     * @param handler does the work through the transaction it is given, and nothing that a rollback cannot undo; it
     *     returns the response, which may be null
     * @throws X what the handler throws; then nothing of it is kept and the next delivery runs again
     * @throws InvalidValueException if request or type are refused, before anything is done; or if the response cannot be
     *     stored or does not come back from its JSON as it was, and then nothing is kept either
     * @throws TransactionMisuseException if this thread is in a transaction already, of ours or of an application, or the
     *     handler ends its own; see {@link #withJoining}
     */
    <T extends @Nullable Object, X extends Exception> Outcome<T> execute(
            IdempotencyKey key, Object request, Class<@NonNull T> type, TransactionFunction<T, X> handler) throws X;

    /** Runs the handler like {@link #executeLeased(IdempotencyKey, Object, Class, LeasedHandler, Function)}; what it throws parks the key. */
    <T extends @Nullable Object, X extends Exception> Outcome<T> executeLeased(
            IdempotencyKey key, Object request, Class<@NonNull T> type, LeasedHandler<T, X> handler) throws X;

    /**
     * Runs a handler that has effects outside this database, if nobody else does, and otherwise says what became of the
     * request.
     *
     * <p>The key is claimed for the time of a lease, which is renewed on a thread and a connection of its own while the
     * handler runs. If its process dies, the next delivery after the lease takes over, and skips the steps that are
     * recorded. No transaction is open while the handler runs, but in {@link Lease#inTransaction} and
     * {@link Lease#transactionalStep}.
     *
     * @param key identifies the request; verify the sender's signature before
     * @param request its body, see {@link #execute}
     * @param type the type of the response, which Jackson must be able to write and read
     * @param handler does the work in steps through the lease, and returns the response, which may be null
     * @param failures says of what the handler throws what is to become of the request; an {@link Error} counts as
     *     {@link FailureAction.Park}
     * @throws X what the handler throws, after the verdict is written, unless that is an {@link FailureAction.Answer}
     * @throws LeaseLostException if another has taken over; then this call has changed nothing since
     * @throws InvalidValueException if the response cannot be stored; then the key is parked, as the work is done
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
     * <p>Several may try at once; the first one decides.
     *
     * @return the key as it is now
     * @throws X what the reconciliation throws; then the request stays parked
     * @throws KeyStateException if there is no such key, it is not parked, or another was faster
     */
    <T extends @Nullable Object, X extends Exception> StoredKey reconcile(
            IdempotencyKey key, Reconciliation<T, X> reconciliation) throws X;

    /** Returns the stored keys, for operators. */
    StoredKeyRepository keys();

    /**
     * Handles a webhook of a source in one transaction and returns its response, the first time or again.
     *
     * <p>It cannot tell a first response from a replay; use {@link #execute} where that matters.
     *
     * @throws NotExecutedException if there is no response, because another is at work on it, the id was used for
     *     another payload, or the response is kept no longer; the outcome is in it
     * @throws X what the handler throws; then nothing of it is kept
     */
    <T extends @Nullable Object, X extends Exception> T handleWebhook(
            String source, String eventId, Object payload, Class<@NonNull T> type, TransactionFunction<T, X> handler)
            throws X;

    /**
     * Locks a key for the caller, who does the work and stores the response; tells whether it was free.
     *
     * <p>False does not tell whether the work is done, under way or another's, and what the caller writes does not commit
     * with the lock: use {@link #execute} or {@link #executeLeased}, which can say so. The lock holds for the lease of the
     * source's policy; a caller that takes longer loses it without notice.
     *
     * @param ttl how long the key is remembered
     * @throws InvalidValueException if the time is zero, negative or more than ten years
     */
    boolean checkAndLock(IdempotencyKey key, Duration ttl);

    /**
     * Stores the response for a key that this database object has locked.
     *
     * <p>It cannot tell the lock of one thread from that of another that has taken over in the same process.
     *
     * @throws KeyStateException if the key is not locked by this object
     * @throws InvalidValueException if the response cannot be stored
     */
    void storeResponse(IdempotencyKey key, @Nullable Object response);

    /** Returns the stored response; empty if there is none, none is kept any longer, or it is null. */
    <T> Optional<T> getResponse(IdempotencyKey key, Class<T> type);

    /** Deletes expired keys, responses and steps; see {@link StoredKeyRepository#cleanup}. */
    CleanupReport cleanup();
}
