package io.aro.db.idempotency.internal.protocol;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ContentionException;
import io.aro.db.error.UnavailableException;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.KeyEvent.Kind;
import io.aro.db.idempotency.KeyState;
import io.aro.db.internal.session.InternalSession;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The transitions of a key out of a snapshot. The optimistic lock rejects a transition of a changed key. */
public final class KeyTransition {

    private final Claimer claimer;
    private final KeyEvents events;
    private final KeySnapshot claimed;
    private final IdempotencyPolicy policy;

    /** Creates the transitions of a key from a snapshot. */
    public KeyTransition(Claimer claimer, KeyEvents events, KeySnapshot claimed, IdempotencyPolicy policy) {
        this.claimer = claimer;
        this.events = events;
        this.claimed = claimed;
        this.policy = policy;
    }

    /** Stores the response; returns whether the claim is still valid. */
    public boolean complete(String response) {
        return written(KeyState.COMPLETED, Kind.COMPLETED, () -> keys().complete(claimed, response, policy));
    }

    /** Releases the key for a retry after a backoff, or exhausts the key after its last attempt. */
    public boolean retry(String error) {
        if (claimed.attempts() >= policy.maxAttempts()) {
            return giveUp(error);
        }
        Duration rest = JitteredBackoff.of(policy, claimed.key(), claimed.attempts());
        return written(KeyState.RELEASED, Kind.RELEASED, () -> keys().release(claimed, error, rest));
    }

    /** Parks the key; returns whether the claim is still valid. */
    public boolean park(String error) {
        return written(KeyState.PARKED, Kind.PARKED, () -> keys().park(claimed, error));
    }

    /** Releases the key without a backoff; returns whether the key is unchanged. */
    public boolean reopen() {
        return written(KeyState.RELEASED, Kind.RELEASED, () -> keys().reopen(claimed, policy.retention()));
    }

    /** Exhausts the key and creates a dead letter; returns whether the claim is still valid. */
    public boolean giveUp(String error) {
        return written(
                KeyState.EXHAUSTED,
                Kind.EXHAUSTED,
                () -> claimer.connections()
                        .<Boolean, AroDatabaseException>inTransaction(session -> giveUp(session, error)));
    }

    /**
     * Writes a final state and reports the event; returns whether the claim is still valid.
     *
     * <p>An external effect cannot be rolled back. The write is therefore retried for up to ten seconds on contention
     * or an unavailable database. After an in-doubt commit, the retry writes the state or finds it already written.
     */
    private boolean written(KeyState end, Kind kind, BooleanSupplier statement) {
        Polling patience = Polling.withDatabase();
        AroDatabaseException refused = null;
        do {
            try {
                boolean done = statement.getAsBoolean() || (refused != null && hasEnded(end));
                if (done) {
                    events.report(kind, claimed);
                }
                return done;
            } catch (UnavailableException | ContentionException e) {
                refused = e;
            }
        } while (patience.pause());
        throw refused;
    }

    private boolean hasEnded(KeyState end) {
        return keys().find(claimed.key())
                .filter(row -> row.state() == end)
                .filter(row -> Objects.equals(row.claimId(), claimed.claimId()))
                .isPresent();
    }

    /** Exhausts the key in the given transaction, with a dead letter for the request and its last error. */
    public boolean giveUp(InternalSession session, String error) {
        IdempotencyKey key = claimed.key();
        Optional<String> name = new KeyStore(session).exhaust(claimed, error, policy.retention());
        if (name.isEmpty()) {
            return false;
        }
        IdempotencyKey stored = new IdempotencyKey(key.scope(), key.source(), name.get());
        // The claim after the last attempt ran no handler and does not count.
        claimer.deadLetters()
                .create(session, stored, claimed.fence(), error, Math.min(claimed.attempts(), policy.maxAttempts()));
        return true;
    }

    private KeyStore keys() {
        return new KeyStore(claimer.connections().session());
    }

    /**
     * Returns the class name of an exception, up to 500 characters. Messages may quote personal data and are not
     * stored.
     */
    public static String nameOf(Throwable error) {
        String name = error.getClass().getName();
        return Optional.of(name).filter(text -> text.length() <= 500).orElseGet(() -> name.substring(0, 500));
    }
}
