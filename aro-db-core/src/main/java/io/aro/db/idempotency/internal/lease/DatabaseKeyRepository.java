package io.aro.db.idempotency.internal.lease;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.idempotency.CleanupReport;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.KeyStateException;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.idempotency.StoredKeyRepository;
import io.aro.db.idempotency.internal.protocol.ClaimStatement;
import io.aro.db.idempotency.internal.protocol.Claimer;
import io.aro.db.idempotency.internal.protocol.KeyCleanup;
import io.aro.db.idempotency.internal.protocol.KeyEvents;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.idempotency.internal.protocol.KeyTransition;
import io.aro.db.internal.value.Values;
import io.aro.db.row.Row;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;

/** The stored keys of a database; thread-safe. */
public final class DatabaseKeyRepository implements StoredKeyRepository {

    private final Claimer claimer;
    private final IdempotencyPolicies policies;
    private final KeyEvents events;

    /** Creates the repository. */
    public DatabaseKeyRepository(Claimer claimer, IdempotencyPolicies policies, KeyEvents events) {
        this.claimer = claimer;
        this.policies = policies;
        this.events = events;
    }

    @Override
    public Optional<StoredKey> find(IdempotencyKey key) {
        return keys().find(key).map(KeySnapshot::stored);
    }

    @Override
    public StoredKey get(IdempotencyKey key) {
        return keys().get(key).stored();
    }

    @Override
    public List<StoredKey> findParked(int limit) {
        return findOpen(KeyState.PARKED, noCondition(), limit);
    }

    @Override
    public List<StoredKey> findExhausted(int limit) {
        return findOpen(KeyState.EXHAUSTED, noCondition(), limit);
    }

    @Override
    public List<StoredKey> findStuck(int limit) {
        return findOpen(
                KeyState.IN_PROGRESS,
                ClaimStatement.lapsed(claimer.connections().session().time().now()),
                limit);
    }

    @Override
    public StoredKey release(IdempotencyKey key) {
        Claimer own = claimer.own("release");
        KeySnapshot claim = requireReleasable(key);
        KeyTransition transition = new KeyTransition(own, events, claim, policies.policy(key.source()));
        if (!transition.reopen()) {
            throw notReleasable(key, claim.state());
        }
        return get(key);
    }

    @Override
    public StoredKey getReleasable(IdempotencyKey key) {
        return requireReleasable(key).stored();
    }

    private KeySnapshot requireReleasable(IdempotencyKey key) {
        KeySnapshot claim = keys().get(key);
        KeyState state = claim.state();
        if (state != KeyState.PARKED && state != KeyState.EXHAUSTED) {
            throw notReleasable(key, state);
        }
        return claim;
    }

    private static KeyStateException notReleasable(IdempotencyKey key, KeyState state) {
        return new KeyStateException(key, state, "only a parked or an exhausted key can be released");
    }

    @Override
    public CleanupReport cleanup() {
        KeyCleanup cleanup = new KeyCleanup(claimer.connections().maintenance().own("cleanup"));
        return new CleanupReport(cleanup.deleteKeys(), cleanup.deleteResponses());
    }

    @Override
    public long countExpired() {
        return new KeyCleanup(claimer.connections()).countExpired();
    }

    private List<StoredKey> findOpen(KeyState state, Condition beside, int limit) {
        Values.positive("limit", limit);
        return claimer.connections()
                .session()
                .readPrimary(dsl -> dsl.selectFrom(IDEMPOTENCY_KEYS)
                        .where(IDEMPOTENCY_KEYS.OPEN_STATE.eq(inline(state.literal())))
                        // Repeats the predicate of the partial index: without it, the planners do not use the index.
                        .and(IDEMPOTENCY_KEYS.OPEN_STATE.isNotNull())
                        .and(beside)
                        .orderBy(IDEMPOTENCY_KEYS.OPEN_SINCE)
                        .limit(limit)
                        .fetch(row -> KeySnapshot.toStoredKey(Row.of(row))));
    }

    private KeyStore keys() {
        return new KeyStore(claimer.connections().session());
    }
}
