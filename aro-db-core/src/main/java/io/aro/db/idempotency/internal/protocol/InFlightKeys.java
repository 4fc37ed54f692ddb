package io.aro.db.idempotency.internal.protocol;

import io.aro.db.error.TransactionMisuseException;
import io.aro.db.idempotency.IdempotencyKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which requests are being handled in this process, so that a duplicate need not ask the database; thread-safe. */
public final class InFlightKeys {

    private record Handling(IdempotencyKey key, Thread thread) {}

    private final Set<Handling> handlings = ConcurrentHashMap.newKeySet();
    private final Set<IdempotencyKey> transactions = ConcurrentHashMap.newKeySet();

    /** Refuses a key that this very thread is handling: it would wait for itself. */
    public void enter(IdempotencyKey key) {
        if (!handlings.add(new Handling(key, Thread.currentThread()))) {
            throw new TransactionMisuseException(
                    "This thread is handling the request of this key already; do the work where it is handled.");
        }
    }

    public void leave(IdempotencyKey key) {
        handlings.remove(new Handling(key, Thread.currentThread()));
    }

    /** Tells whether no transaction of this process was at work on the key; then this one is from now on. */
    public boolean begin(IdempotencyKey key) {
        return transactions.add(key);
    }

    public void end(IdempotencyKey key) {
        transactions.remove(key);
    }
}
