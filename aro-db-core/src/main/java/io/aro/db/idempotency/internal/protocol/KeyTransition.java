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

/** The transitions of a key out of a snapshot; each is rejected if the key has changed since. */
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

    /** Stores the response; tells whether the key was still held. */
    public boolean complete(String response) {
        return written(KeyState.COMPLETED, Kind.COMPLETED, () -> keys().complete(claimed, response, policy));
    }

    /** Gives the key back to be tried again, or gives the request up if it was tried as often as it may be. */
    public boolean retry(String error) {
        if (claimed.attempts() >= policy.maxAttempts()) {
            return giveUp(error);
        }
        Duration rest = JitteredBackoff.of(policy, claimed.key(), claimed.attempts());
        return written(KeyState.RELEASED, Kind.RELEASED, () -> keys().release(claimed, error, rest));
    }

    /** Parks the key; tells whether it was still held. */
    public boolean park(String error) {
        return written(KeyState.PARKED, Kind.PARKED, () -> keys().park(claimed, error));
    }

    /** Releases the key without a backoff; tells whether it was unchanged. */
    public boolean reopen() {
        return written(KeyState.RELEASED, Kind.RELEASED, () -> keys().reopen(claimed, policy.retention()));
    }

    /** Gives the request up and creates a dead letter; tells whether the key was still held. */
    public boolean giveUp(String error) {
        return written(
                KeyState.EXHAUSTED,
                Kind.EXHAUSTED,
                () -> claimer.connections()
                        .<Boolean, AroDatabaseException>inTransaction(session -> giveUp(session, error)));
    }

    /**
     * Writes how the work has ended, and reports it; tells whether the key was still held.
     *
     * <p>What has happened outside cannot be taken back, so it tries for a while if the database is busy or away. If the
     * connection broke, the same statement either ends the work now, or finds that it did before.
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
        return keys().findWritten(claimed.key())
                .filter(row -> row.state() == end)
                .filter(row -> Objects.equals(row.claimId(), claimed.claimId()))
                .isPresent();
    }

    /** Gives the request up in a transaction, and leaves a dead letter that says which and why. */
    public boolean giveUp(InternalSession session, String error) {
        IdempotencyKey key = claimed.key();
        Optional<String> name = new KeyStore(session).exhaust(claimed, error, policy.retention());
        if (name.isEmpty()) {
            return false;
        }
        IdempotencyKey stored = new IdempotencyKey(key.scope(), key.source(), name.get());
        // A claim that was one too many to be tried counts as well.
        claimer.deadLetters()
                .create(session, stored, claimed.fence(), error, Math.min(claimed.attempts(), policy.maxAttempts()));
        return true;
    }

    private KeyStore keys() {
        return new KeyStore(claimer.connections().session());
    }

    /** Returns what is kept of an exception: its name, since a message may quote personal data. */
    public static String nameOf(Throwable error) {
        String name = error.getClass().getName();
        return Optional.of(name).filter(text -> text.length() <= 500).orElseGet(() -> name.substring(0, 500));
    }
}
