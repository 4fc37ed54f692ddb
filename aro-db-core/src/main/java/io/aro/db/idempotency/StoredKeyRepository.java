package io.aro.db.idempotency;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.idempotency.internal.protocol.KeyCleanup;
import io.aro.db.idempotency.internal.protocol.KeyEvents;
import io.aro.db.idempotency.internal.protocol.KeyRows;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.idempotency.internal.protocol.KeyTransition;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.value.Values;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;

/** Shows the keys to those who run the service, and lets them set free what is stuck; thread-safe. */
public final class StoredKeyRepository {

    private final Connections connections;
    private final IdempotencyPolicies policies;
    private final KeyEvents reporter;

    public StoredKeyRepository(Connections connections, IdempotencyPolicies policies, KeyEvents reporter) {
        this.connections = connections;
        this.policies = policies;
        this.reporter = reporter;
    }

    /** Returns what is known of a key. */
    public Optional<StoredKey> find(IdempotencyKey key) {
        return keys().findWritten(key).map(KeySnapshot::stored);
    }

    /**
     * Returns what is known of a key.
     *
     * @throws KeyStateException if there is no such key
     */
    public StoredKey get(IdempotencyKey key) {
        return keys().getWritten(key).stored();
    }

    /** Returns the keys that wait for a person, those that have waited longest first, at most so many. */
    public List<StoredKey> findParked(int limit) {
        return findOpen(KeyState.PARKED, noCondition(), limit);
    }

    /** Returns the keys whose requests were given up, the earliest first, at most so many. */
    public List<StoredKey> findExhausted(int limit) {
        return findOpen(KeyState.EXHAUSTED, noCondition(), limit);
    }

    /**
     * Returns the keys whose owner has gone silent and that nobody has taken over, the earliest first, at most so many.
     *
     * <p>The next delivery takes each of them over; if none comes, ask the sender for one.
     */
    public List<StoredKey> findStuck(int limit) {
        return findOpen(
                KeyState.IN_PROGRESS,
                KeyRows.lapsed(connections.session().time().now()),
                limit);
    }

    /**
     * Lets the request of a parked or exhausted key be tried again, at once and as often as if it had never been.
     *
     * <p>Do this only if it is known that the request has not taken effect, or that a second time does no harm.
     *
     * @return the key as it is now
     * @throws KeyStateException if there is no such key, or it is neither parked nor exhausted
     */
    public StoredKey release(IdempotencyKey key) {
        Connections own = connections.own("release");
        KeySnapshot claim = requireReleasable(key);
        KeyTransition conclusion = new KeyTransition(own, reporter, claim, policies.policy(key.source()));
        if (!conclusion.reopen()) {
            throw notReleasable(key, claim.stored().state());
        }
        return get(key);
    }

    /**
     * Returns a key that {@link #release} would let go, and changes nothing.
     *
     * @throws KeyStateException if there is no such key, or it is neither parked nor exhausted
     */
    public StoredKey getReleasable(IdempotencyKey key) {
        return requireReleasable(key).stored();
    }

    private KeySnapshot requireReleasable(IdempotencyKey key) {
        KeySnapshot claim = keys().getWritten(key);
        KeyState state = claim.stored().state();
        if (state != KeyState.PARKED && state != KeyState.EXHAUSTED) {
            throw notReleasable(key, state);
        }
        return claim;
    }

    private static KeyStateException notReleasable(IdempotencyKey key, KeyState state) {
        return new KeyStateException(key, state, "only a parked or an exhausted key can be released");
    }

    /**
     * Deletes the keys that are remembered no longer, and the responses and steps that are not kept any longer.
     *
     * <p>It goes in batches that commit by themselves, waits for nobody, and leaves alone what is parked, in progress or
     * being claimed at this moment. Nothing depends on it but the room it frees; several may run at once.
     */
    public CleanupReport cleanup() {
        return new KeyCleanup(connections.upkeep().own("cleanup")).run();
    }

    /** Returns how many keys {@link #cleanup} would delete. */
    public long countExpired() {
        return new KeyCleanup(connections).countExpired();
    }

    private List<StoredKey> findOpen(KeyState state, Condition beside, int limit) {
        Values.positive("limit", limit);
        return connections
                .session()
                .read(dsl -> dsl.selectFrom(IDEMPOTENCY_KEYS)
                        .where(IDEMPOTENCY_KEYS.OPEN_STATE.eq(inline(state.literal())))
                        // The very words of the partial index, so that both planners see that it serves.
                        .and(IDEMPOTENCY_KEYS.OPEN_STATE.isNotNull())
                        .and(beside)
                        .orderBy(IDEMPOTENCY_KEYS.OPEN_SINCE)
                        .limit(limit)
                        .fetch(KeyRows::toStoredKey));
    }

    private KeyStore keys() {
        return new KeyStore(connections.session());
    }
}
