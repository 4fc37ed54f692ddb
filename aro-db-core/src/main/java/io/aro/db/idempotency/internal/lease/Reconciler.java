package io.aro.db.idempotency.internal.lease;

import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.KeyStateException;
import io.aro.db.idempotency.ParkedRequest;
import io.aro.db.idempotency.Reconciliation;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.idempotency.internal.protocol.Claimer;
import io.aro.db.idempotency.internal.protocol.KeyEvents;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.idempotency.internal.protocol.KeyTransition;
import io.aro.db.idempotency.internal.protocol.StepStore;
import io.aro.db.idempotency.internal.protocol.StoredJson;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/** The reconciler of parked requests. The optimistic lock on the key rejects every decision after the first. */
public final class Reconciler {

    private final Claimer claimer;
    private final IdempotencyPolicies policies;
    private final KeyEvents events;

    /** Creates a reconciler. */
    public Reconciler(Claimer claimer, IdempotencyPolicies policies, KeyEvents events) {
        this.claimer = claimer;
        this.policies = policies;
        this.events = events;
    }

    /** Passes a parked request to a reconciliation, stores the decision, and returns the resulting key. */
    public <T extends @Nullable Object, X extends Exception> StoredKey reconcile(
            IdempotencyKey key, Reconciliation<T, X> reconciliation) throws X {
        KeySnapshot claim = keys().get(key);
        StoredKey stored = claim.stored();
        if (stored.state() != KeyState.PARKED) {
            throw new KeyStateException(key, stored.state(), "only a parked key can be reconciled");
        }
        RecordedSteps steps = new RecordedSteps(
                key, stored.fingerprint(), new StepStore(claimer.connections().session()).findAll(key));
        FailureAction<T> verdict = reconciliation.decide(new Parked(stored, steps));
        if (!write(verdict, claim)) {
            throw new KeyStateException(key, keys().get(key).state(), "a concurrent call reconciled the key first");
        }
        return keys().get(key).stored();
    }

    private <T extends @Nullable Object> boolean write(FailureAction<T> verdict, KeySnapshot claim) {
        StoredKey stored = claim.stored();
        IdempotencyPolicy policy = policies.policy(stored.key().source());
        KeyTransition transition = new KeyTransition(claimer, events, claim, policy);
        String error = stored.lastError() == null ? "" : stored.lastError();
        return switch (verdict) {
            case FailureAction.Answer<T>(T response) ->
                transition.complete(StoredJson.of("the reconciled response", response, policy));
            case FailureAction.Retry<T> retry -> transition.reopen();
            case FailureAction.GiveUp<T> giveUp -> transition.giveUp(error);
            case FailureAction.Park<T> unknown -> true;
        };
    }

    private KeyStore keys() {
        return new KeyStore(claimer.connections().session());
    }

    /** A parked request read from its row. */
    private record Parked(StoredKey stored, RecordedSteps steps) implements ParkedRequest {

        @Override
        public String downstreamKey(String step) {
            return steps.downstreamKey(step);
        }

        @Override
        public boolean isRecorded(String step) {
            return steps.isRecorded(step);
        }

        @Override
        public <S extends @Nullable Object> S result(String step, Class<@NonNull S> type) {
            return steps.result(step, type);
        }
    }
}
