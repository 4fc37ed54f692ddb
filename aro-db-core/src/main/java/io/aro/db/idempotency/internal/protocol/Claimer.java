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
 * The claimer of one open database, with the keys in flight in this process; thread-safe.
 *
 * <p>A table of constant size remembers recently seen keys, with collisions. A key seen before is probably a duplicate,
 * and a query is cheaper than a claim. A false hit only costs one statement.
 */
public final class Claimer {

    /** The retry hint for a concurrent delivery without a known lease or backoff. */
    static final Duration SOON = Duration.ofSeconds(1);

    /** Each bucket holds two keys. */
    private static final int BUCKETS = 1 << 13;

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
        this.seen = new AtomicIntegerArray(2 * BUCKETS);
    }

    /** A key with the thread of its handler. */
    private record Handling(IdempotencyKey key, Thread thread) {}

    /** Returns a claimer named by process, host and a new id. A restarted process is therefore a different owner. */
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

    /** Returns a claimer with transactions of its own, never joined; see {@link Connections#own}. */
    public Claimer own(String call) {
        return over(connections.own(call));
    }

    /** Returns a claimer over other connections to the same database, with the same keys in flight. */
    public Claimer over(Connections others) {
        return new Claimer(others, this);
    }

    /** Returns the connections. */
    public Connections connections() {
        return connections;
    }

    /** Returns the owner name in the claims of this claimer. */
    public String name() {
        return name;
    }

    /** Returns the dead letters for exhausted requests. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /**
     * Marks a key as handled by this thread, until {@link #leave}.
     *
     * @throws TransactionMisuseException if this thread already handles the key and would wait for itself
     */
    public void enter(IdempotencyKey key) {
        if (!handlings.add(new Handling(key, Thread.currentThread()))) {
            throw new TransactionMisuseException(
                    "This thread already handles a request with this key; do not nest calls for the same key.");
        }
    }

    /** Ends the handling of a key by this thread. */
    public void leave(IdempotencyKey key) {
        handlings.remove(new Handling(key, Thread.currentThread()));
    }

    /**
     * Answers a request from its stored key, or executes the request. A key has one execution per process at a time.
     *
     * <p>A key seen before is read first: a query is cheaper than a claim and waits for no lock.
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
     * An execution of a request that is probably new.
     *
     * @param <T> the response
     * @param <X> the checked exception of its handler
     */
    @FunctionalInterface
    public interface Execution<T extends @Nullable Object, X extends Exception> {

        /** Runs the handler. Without a claim, returns the outcome. */
        Outcome<T> run() throws X;
    }

    /** Claims the key for a lease. A repetition with the same claim id returns the existing claim. */
    public Optional<KeySnapshot> claimLeased(
            InternalSession session, KeyRequest<?> request, UUID claimId, @Nullable Duration lockWait) {
        return claim(session, request, claimId, lockWait, null);
    }

    /** Claims the key for the session's transaction, which also completes the request. */
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
        // A concurrent commit during the first statement is visible to the second.
        return claim.isPresent() ? claim : keys.claim(wanted);
    }

    /**
     * Answers from the stored key without a claim, for a key seen before or during a concurrent write; empty if
     * undecided.
     */
    public <T extends @Nullable Object> Optional<Outcome<T>> likelyKnown(KeyRequest<T> request, Deadline deadline) {
        return isSeen(request.key()) || connections.isWriterBusy() ? known(request, deadline) : Optional.empty();
    }

    private boolean isSeen(IdempotencyKey key) {
        // Zero marks an empty slot.
        int hash = key.hashCode() == 0 ? 1 : key.hashCode();
        // The last bit counts: hashes of consecutive ids differ in no other bit.
        int latest = 2 * ((hash ^ hash >>> 16) & BUCKETS - 1);
        int previous = seen.getAndSet(latest, hash);
        return previous == hash || seen.getAndSet(latest + 1, previous) == hash;
    }

    /** Answers from the stored key without a claim, by one query without locks; empty if undecided. */
    <T extends @Nullable Object> Optional<Outcome<T>> known(KeyRequest<T> request, Deadline deadline) {
        return connections.within(
                deadline, () -> KeyQueries.of(connections.session()).answer(request));
    }

    /** Answers a request while the database refuses writes. A new request fails with the refusal. */
    public <T extends @Nullable Object> Outcome<T> answerUnwritten(
            KeyRequest<T> request, UnavailableException refusal, Deadline deadline) {
        if (!VendorErrors.isWriteRefused(refusal)) {
            throw refusal;
        }
        return known(request, deadline).orElseThrow(() -> refusal);
    }

    /** Answers a request after an unsuccessful claim. */
    public static <T extends @Nullable Object> Outcome<T> answer(Optional<KeySnapshot> claim, KeyRequest<T> request) {
        return claim.<Outcome<T>>flatMap(held -> held.answer(request.fingerprint(), request.type()))
                .orElseGet(Claimer::busy);
    }

    /** Returns the answer to a request whose key is being claimed by a concurrent transaction. */
    public static <T extends @Nullable Object> Outcome<T> busy() {
        return new InProgress<>(SOON, null);
    }
}
