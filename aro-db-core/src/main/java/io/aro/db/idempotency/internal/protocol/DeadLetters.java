package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.repository.Session;

/** The place where exhausted requests are recorded. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Creates a dead letter in the session.
     *
     * @param key the key under its stored name
     * @param fence the fencing token of the last claim
     * @param error the name of the last exception
     * @param attempts how often the request was tried
     */
    void create(Session session, IdempotencyKey key, long fence, String error, int attempts);
}
