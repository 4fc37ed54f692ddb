package io.aro.db.idempotency.internal.protocol;

import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.internal.pool.Deadline;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.InternalSession;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * The claimer of one open database: claims keys under its name, and knows those in flight here; thread-safe.
 *
 * <p>It remembers roughly, in constant space, which keys it has seen. A key that is seen again is most likely a
 * duplicate, which a query answers more cheaply than a claim. A false memory costs one statement and changes nothing else.
 */
public final class Claimer {

    /** When to ask again if nothing tells how long the other will take. */
    static final Duration SOON = Duration.ofSeconds(1);

    private static final int SLOTS = 1 << 13;

    private final Connections connections;
    private final String name;
    private final DeadLetters deadLetters;
    private final Set<Handling> handlings;
    private final Set<IdempotencyKey> transactions;
    private final AtomicIntegerArray seen;

    private Claimer(Connections connections, Claimer shared) {
        this.connections = connections;
        this.name = shared.name;
        this.deadLetters = shared.deadLetters;
        this.handlings = shared.handlings;
        this.transactions = shared.transactions;
        this.seen = shared.seen;
    }

    /** Creates a claimer with a name. */
    public Claimer(Connections connections, String name, DeadLetters deadLetters) {
        this.connections = connections;
        this.name = name;
        this.deadLetters = deadLetters;
        this.handlings = ConcurrentHashMap.newKeySet();
        this.transactions = ConcurrentHashMap.newKeySet();
        this.seen = new AtomicIntegerArray(SLOTS);
    }

    private record Handling(IdempotencyKey key, Thread thread) {}

    /** Returns a claimer named after the process, the host and a new id, since a restarted process is another owner. */
    public static Claimer of(Connections connections, DeadLetters deadLetters) {
        String host = Optional.ofNullable(System.getenv("HOSTNAME"))
                .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
                .orElse("localhost");
        String name = String.format(
                Locale.ROOT,
                "%s@%.100s/%s",
                ProcessHandle.current().pid(),
                host,
                connections.session().newId());
        return new Claimer(connections, name, deadLetters);
    }

    /** Returns this claimer on the connections whose transactions are their own; see {@link Connections#own}. */
    public Claimer own(String call) {
        return new Claimer(connections.own(call), this);
    }

    /** Returns the connections. */
    public Connections connections() {
        return connections;
    }

    /** Returns the name that its claims carry. */
    public String name() {
        return name;
    }

    /** Returns the place for exhausted requests. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /**
     * Enters the handling of a key, until {@link #leave}.
     *
     * @throws TransactionMisuseException if this thread is handling the key already, since it would wait for itself
     */
    public void enter(IdempotencyKey key) {
        if (!handlings.add(new Handling(key, Thread.currentThread()))) {
            throw new TransactionMisuseException(
                    "This thread is handling the request of this key already; do the work where it is handled.");
        }
    }

    /** Leaves the handling of a key. */
    public void leave(IdempotencyKey key) {
        handlings.remove(new Handling(key, Thread.currentThread()));
    }

    /**
     * Answers a request from its stored key, or executes it; one execution at a time in this process.
     *
     * <p>A key that was seen before is read first, since a query is cheaper than a claim and waits for nobody.
     */
    public <T extends @Nullable Object, X extends Exception> Outcome<T> executeOnce(
            KeyRequest<T> request, Deadline deadline, Execution<T, X> execution) throws X {
        if (!transactions.add(request.key())) {
            return connections.readsWaitForWriters()
                    ? busy()
                    : this.<T>known(request, deadline).orElseGet(Claimer::busy);
        }
        try {
            Optional<Outcome<T>> known = likelyKnown(request, deadline);
            return known.isPresent() ? known.get() : execution.run();
        } finally {
            transactions.remove(request.key());
        }
    }

    /**
     * An execution of a request that is likely new.
     *
     * @param <T> the response
     * @param <X> the checked exception of its handler
     */
    @FunctionalInterface
    public interface Execution<T extends @Nullable Object, X extends Exception> {

        /** Runs the handler, or returns why not. */
        Outcome<T> run() throws X;
    }

    /** Claims the key for a lease; a claim with the same id again finds the claim it has already got. */
    public Optional<KeySnapshot> claimLeased(
            InternalSession session, KeyRequest<?> request, UUID claimId, @Nullable Duration lockWait) {
        return claim(session, request, claimId, lockWait, null);
    }

    /** Claims the key for the transaction of the session, which completes the request. */
    public Optional<KeySnapshot> claim(
            InternalSession session, KeyRequest<?> request, UUID claimId, @Nullable Duration lockWait) {
        return claim(session, request, claimId, lockWait, request.rules().response());
    }

    private Optional<KeySnapshot> claim(
            InternalSession session,
            KeyRequest<?> request,
            UUID claimId,
            @Nullable Duration lockWait,
            @Nullable Duration response) {
        KeyStore keys = new KeyStore(session);
        ClaimStatement wanted = new ClaimStatement(
                request.key(),
                request.fingerprint(),
                name,
                claimId,
                request.rules().lease(),
                request.rules().retention(),
                lockWait,
                response);
        Optional<KeySnapshot> claim = keys.claim(wanted);
        // A commit of another transaction during the statement is visible to the next one.
        return claim.isPresent() ? claim : keys.claim(wanted);
    }

    /** Answers from the stored key without a claim, if that is likely to be cheaper and the key determines the answer. */
    public <T extends @Nullable Object> Optional<Outcome<T>> likelyKnown(KeyRequest<T> request, Deadline deadline) {
        return isSeen(request.key()) || connections.isWriterBusy() ? known(request, deadline) : Optional.empty();
    }

    private boolean isSeen(IdempotencyKey key) {
        // Zero is an empty slot. Ids that count upwards differ in the last bit only, so it must stay.
        int hash = key.hashCode() == 0 ? 1 : key.hashCode();
        int slot = (hash ^ hash >>> 16) >>> 1 & SLOTS - 1;
        return seen.getAndSet(slot, hash) == hash;
    }

    /** Answers from the stored key without a claim, if the key determines the answer; one query that never waits. */
    <T extends @Nullable Object> Optional<Outcome<T>> known(KeyRequest<T> request, Deadline deadline) {
        return connections
                .within(deadline, () -> new KeyStore(connections.session()).find(request.key()))
                .flatMap(claim -> claim.answer(request.fingerprint(), request.type()));
    }

    /** Answers a request while nothing can be written; a new one has to come again. */
    public <T extends @Nullable Object> Outcome<T> answerUnwritten(
            KeyRequest<T> request, UnavailableException refusal, Deadline deadline) {
        if (!VendorErrors.isWriteRefused(refusal)) {
            throw refusal;
        }
        return known(request, deadline).orElseThrow(() -> refusal);
    }

    /** Answers a request whose key was not claimed. */
    public static <T extends @Nullable Object> Outcome<T> answer(Optional<KeySnapshot> claim, KeyRequest<T> request) {
        return claim.<Outcome<T>>flatMap(held -> held.answer(request.fingerprint(), request.type()))
                .orElseGet(Claimer::busy);
    }

    /** Returns the answer to a request whose key another transaction is claiming. */
    public static <T extends @Nullable Object> Outcome<T> busy() {
        return new InProgress<>(SOON, null);
    }
}
