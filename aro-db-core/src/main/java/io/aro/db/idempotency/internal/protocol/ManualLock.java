package io.aro.db.idempotency.internal.protocol;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.KeyStateException;
import io.aro.db.idempotency.Outcome;
import io.aro.db.internal.json.Json;
import io.aro.db.internal.pool.Deadline;
import io.aro.db.refusal.InvalidValueException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The lock on keys without a request, for callers that store the response separately. */
public final class ManualLock {

    private final Claimer claimer;
    private final IdempotencyPolicies policies;

    /** Creates a lock. */
    public ManualLock(Claimer claimer, IdempotencyPolicies policies) {
        this.claimer = claimer;
        this.policies = policies;
    }

    /** Locks a key, and returns whether the key was free. */
    public boolean checkAndLock(IdempotencyKey key, Duration ttl) {
        if (ttl.isNegative() || ttl.isZero() || ttl.compareTo(IdempotencyPolicy.MAX_RETENTION) > 0) {
            throw new InvalidValueException(
                    "ttl",
                    String.format(Locale.ROOT, "must be above zero and at most %s", IdempotencyPolicy.MAX_RETENTION));
        }
        Duration lease = policies.policy(key.source()).lease();
        UUID claimId = claimer.connections().session().newId();
        Duration held = lease.compareTo(ttl) < 0 ? lease : ttl;
        Deadline deadline = claimer.connections().deadline();
        return claimer.connections().<Boolean, AroDatabaseException>inTransaction(deadline, session -> {
            ClaimStatement wanted = new ClaimStatement(key, null, claimer.name(), claimId, held, ttl, deadline.left());
            boolean locked = new KeyStore(session)
                    .claim(wanted)
                    .filter(row -> row.isOf(claimId))
                    .isPresent();
            if (!locked) {
                session.rollBack();
            }
            return locked;
        });
    }

    /** Stores the response of a key locked by this database object. */
    public void storeResponse(IdempotencyKey key, @Nullable Object response) {
        IdempotencyPolicy policy = policies.policy(key.source());
        String json = StoredJson.of("the response", response, policy);
        KeyStore keys = keys();
        if (!keys.completeLocked(key, claimer.name(), json, policy)) {
            KeyState state = keys.find(key).map(claim -> claim.state()).orElse(null);
            throw new KeyStateException(key, state, "only the database object with the lock can store the response");
        }
    }

    /** Returns the stored response; empty without a valid response. */
    public <T> Optional<T> getResponse(IdempotencyKey key, Class<T> type) {
        return keys().find(key)
                .filter(claim -> claim.answer(null, type)
                        .filter(Outcome.Replayed.class::isInstance)
                        .isPresent())
                .map(KeySnapshot::response)
                .map(json -> Json.read(json, type));
    }

    private KeyStore keys() {
        return new KeyStore(claimer.connections().session());
    }
}
