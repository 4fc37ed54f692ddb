package io.aro.db.idempotency;

import io.aro.db.connection.Connections;
import io.aro.db.connection.TransactionSession;
import io.aro.db.error.InvalidValueException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.internal.Json;
import io.aro.db.internal.Values;
import io.aro.db.transaction.Transaction;
import io.aro.db.transaction.TransactionFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets a request that arrives several times take effect once; thread-safe.
 *
 * <p>The claim of the key, everything the handler writes and its response commit together or not at all. So at any
 * crash point either nothing has happened, and the next delivery runs, or all of it has, and the next is answered from
 * the stored response. There is no state between the two and nothing to clean up.
 */
public final class IdempotencyService {

    /**
     * How long a key is remembered: longer than a provider redelivers. Stripe retries for three days and lists events
     * for thirty.
     */
    public static final Duration HORIZON = Duration.ofDays(35);

    private final Connections connections;

    public IdempotencyService(Connections connections) {
        this.connections = connections;
    }

    /**
     * Runs the handler if the request is new, and otherwise says what became of it.
     *
     * <p>A replay is one statement and writes nothing. A request that is being handled at this moment by another is not
     * waited for on PostgreSQL; on SQLite, where one transaction writes at a time, it is, and then replayed.
     *
     * @param key identifies the request; verify the sender's signature before
     * @param request its body, by which another request under the same key is noticed: JSON text or bytes, or anything
     *     that Jackson writes
     * @param type the type of the response, which Jackson must be able to write and read
     * @param handler does the work through the transaction it is given, and nothing that a rollback cannot undo; it
     *     returns the response and must not return null
     * @throws X what the handler throws; then nothing of it is kept and the next delivery runs again
     * @throws TransactionMisuseException if this thread is in a transaction already
     */
    public <T, X extends Exception> Outcome<T> execute(
            IdempotencyKey key, Object request, Class<T> type, TransactionFunction<T, X> handler) throws X {
        String fingerprint = Fingerprint.of(Values.required("request", request));
        Optional<Outcome<T>> known = new KeyStore(connections.session())
                .find(key)
                .flatMap(stored ->
                        stored.answer(fingerprint, type, connections.session().now()));
        if (known.isPresent()) {
            return known.get();
        }
        return connections.inTransaction(session -> claimAndRun(session, key, fingerprint, type, handler));
    }

    private static <T, X extends Exception> Outcome<T> claimAndRun(
            TransactionSession session,
            IdempotencyKey key,
            String fingerprint,
            Class<T> type,
            TransactionFunction<T, X> handler)
            throws X {
        KeyStore keys = new KeyStore(session);
        Instant now = session.now();
        Optional<Long> fence = keys.claim(key, fingerprint, now, now.plus(HORIZON));
        if (fence.isEmpty()) {
            return keys.findForSure(key)
                    .flatMap(stored -> stored.answer(fingerprint, type, now))
                    .orElseGet(() -> new InProgress<>(StoredKey.SOON));
        }
        T response = handler.apply(new Transaction(session));
        if (response == null) {
            throw new InvalidValueException("the handler's response", "must not be null");
        }
        keys.complete(key, fence.get(), Json.write(response), session.now());
        return new Executed<>(response);
    }
}
