package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyListener;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.KeyEvent;
import io.aro.db.idempotency.KeyEvent.Kind;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import io.aro.db.idempotency.StoredKey;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The events of keys, for the log and the listeners. A failing listener never affects the work. */
public final class KeyEvents {

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyService.class);

    private final @Nullable String schema;
    private final List<IdempotencyListener> listeners;

    private KeyEvents(@Nullable String schema, List<IdempotencyListener> listeners) {
        this.schema = schema;
        this.listeners = listeners;
    }

    /** Returns events without listeners, of the keys in a schema; null for the search path. */
    public static KeyEvents of(@Nullable String schema) {
        return new KeyEvents(schema, List.of());
    }

    /** Returns a copy with an additional listener. */
    public KeyEvents with(IdempotencyListener listener) {
        return new KeyEvents(
                schema, Stream.concat(listeners.stream(), Stream.of(listener)).toList());
    }

    /** Reports an event of a key. */
    public void report(Kind kind, KeySnapshot key) {
        report(kind, key.key(), key.fence(), key.attempts());
    }

    private void report(Kind kind, StoredKey stored) {
        report(kind, stored.key(), stored.fence(), stored.attempts());
    }

    private void report(Kind kind, IdempotencyKey key, long fence, int attempts) {
        LOG.atLevel(level(kind)).log("{} {}{}: fence {}, attempt {}", kind, key, place(), fence, attempts);
        tell(kind, key, fence, attempts);
    }

    /** Reports an event of a key without a known row. */
    private void report(Kind kind, IdempotencyKey key) {
        LOG.atLevel(level(kind)).log("{} {}{}", kind, key, place());
        tell(kind, key, 0, 0);
    }

    private String place() {
        return schema == null ? "" : " in the schema " + schema;
    }

    private void tell(Kind kind, IdempotencyKey key, long fence, int attempts) {
        if (!listeners.isEmpty()) {
            KeyEvent event = new KeyEvent(kind, key, fence, attempts, schema);
            listeners.forEach(listener -> tell(listener, event));
        }
    }

    private static void tell(IdempotencyListener listener, KeyEvent event) {
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            LOG.warn("An idempotency listener failed on {} of {}; the work continues.", event.kind(), event.key(), e);
        }
    }

    /** Reports a failed action on the loss of a lease. */
    public void actionFailed(IdempotencyKey key, RuntimeException error) {
        LOG.warn("An onLost action failed for the lease on {}; the remaining actions run.", key, error);
    }

    /** Reports a successful claim: a first claim, a takeover, or a claim after expiry. */
    public void claimed(KeySnapshot claim) {
        Kind kind = claim.isAfterExpiry() ? Kind.EXPIRED : claim.isTakeover() ? Kind.TAKEN_OVER : Kind.ACQUIRED;
        report(kind, claim);
    }

    /** Reports the answer to a duplicate. */
    public void answered(IdempotencyKey key, Outcome<?> outcome) {
        switch (outcome) {
            case Executed<?> executed -> {}
            case Replayed<?> replayed -> report(Kind.REPLAYED, key);
            case ResponseExpired<?>(StoredKey stored) -> report(Kind.REPLAYED, stored);
            case InProgress<?> busy -> {
                if (busy.stored() == null) {
                    report(Kind.IN_PROGRESS, key);
                } else {
                    report(Kind.IN_PROGRESS, busy.stored());
                }
            }
            case Mismatch<?> mismatch -> report(Kind.MISMATCH, mismatch.stored());
            case Parked<?>(StoredKey stored) -> report(Kind.PARKED, stored);
            case Exhausted<?>(StoredKey stored) -> report(Kind.EXHAUSTED, stored);
        }
    }

    /** Reports a failed renewal. The lease may survive until the next renewal. */
    public void renewalFailed(IdempotencyKey key, RuntimeException error) {
        LOG.warn("The lease on {} could not be renewed; the next heartbeat tries again.", key, error);
    }

    private static Level level(Kind kind) {
        return switch (kind) {
            case ACQUIRED, COMPLETED, REPLAYED, IN_PROGRESS -> Level.DEBUG;
            case TAKEN_OVER, EXPIRED, RELEASED, MISMATCH -> Level.INFO;
            case PARKED, EXHAUSTED, LEASE_LOST -> Level.WARN;
        };
    }
}
