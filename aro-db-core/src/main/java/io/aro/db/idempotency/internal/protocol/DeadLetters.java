package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.repository.Session;

/** The store of dead letters for exhausted requests. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Creates a dead letter in the session.
     *
     * @param key the key under its stored name
     * @param fence the fencing token of the last claim
     * @param error the class name of the last exception
     * @param attempts the number of attempts
     */
    void create(Session session, IdempotencyKey key, long fence, String error, int attempts);
}
