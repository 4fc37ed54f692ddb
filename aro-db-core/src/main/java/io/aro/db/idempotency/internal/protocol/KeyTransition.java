package io.aro.db.idempotency.internal.protocol;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ContentionException;
import io.aro.db.error.UnavailableException;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.KeyEvent.Kind;
import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.internal.session.Connections;
import io.aro.db.repository.Session;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.NewDeadLetter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Writes how leased work has ended, unless the key is no longer what the token says. */
public final class KeyTransition {

    private final Connections connections;
    private final KeyEvents reporter;
    private final FencingToken token;
    private final StoredKey stored;
    private final IdempotencyPolicy policy;

    public KeyTransition(Connections connections, KeyEvents reporter, KeySnapshot claim, IdempotencyPolicy policy) {
        this.connections = connections;
        this.reporter = reporter;
        this.token = FencingToken.of(claim);
        this.stored = claim.stored();
        this.policy = policy;
    }

    /** Stores the response; tells whether the key was still held. */
    public boolean complete(String response) {
        return written(KeyState.COMPLETED, Kind.COMPLETED, () -> keys().complete(token, response, policy));
    }

    /** Gives the key back to be tried again, or gives the request up if it was tried as often as it may be. */
    public boolean retry(String error) {
        if (stored.attempts() >= policy.maxAttempts()) {
            return giveUp(error);
        }
        Duration rest = JitteredBackoff.of(policy, token.key(), stored.attempts());
        return written(KeyState.RELEASED, Kind.RELEASED, () -> keys().release(token, error, rest));
    }

    public boolean park(String error) {
        return written(KeyState.PARKED, Kind.PARKED, () -> keys().park(token, error));
    }

    public boolean reopen() {
        return written(KeyState.RELEASED, Kind.RELEASED, () -> keys().reopen(token, policy.retention()));
    }

    public boolean giveUp(String error) {
        return written(
                KeyState.EXHAUSTED,
                Kind.EXHAUSTED,
                () -> connections.<Boolean, AroDatabaseException>inTransaction(session -> giveUp(session, error)));
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
                    reporter.report(kind, stored);
                }
                return done;
            } catch (UnavailableException | ContentionException e) {
                refused = e;
            }
        } while (patience.pause());
        throw refused;
    }

    private boolean hasEnded(KeyState end) {
        return keys().findWritten(token.key())
                .filter(row -> row.stored().state() == end)
                .filter(row -> Objects.equals(row.claimId(), token.claimId()))
                .isPresent();
    }

    /** Gives the request up in a transaction, and leaves a dead letter that says which and why. */
    public boolean giveUp(Session session, String error) {
        IdempotencyKey key = token.key();
        Optional<String> name = new KeyStore(session).exhaust(token, error, policy.retention());
        if (name.isEmpty()) {
            return false;
        }
        new DeadLetterRepository(session)
                .create(NewDeadLetter.ofSkill(key.source())
                        .withContext(Map.of(
                                "scope",
                                key.scope(),
                                "source",
                                key.source(),
                                "key",
                                name.get(),
                                "fence",
                                token.fence()))
                        .withError(Map.of("type", error))
                        // A claim that was one too many to be tried counts as well.
                        .withAttempts(Math.min(stored.attempts(), policy.maxAttempts())));
        return true;
    }

    private KeyStore keys() {
        return new KeyStore(connections.session());
    }

    /** Returns what is kept of an exception: its name, since a message may quote personal data. */
    public static String nameOf(Throwable error) {
        String name = error.getClass().getName();
        return Optional.of(name).filter(text -> text.length() <= 500).orElseGet(() -> name.substring(0, 500));
    }
}
