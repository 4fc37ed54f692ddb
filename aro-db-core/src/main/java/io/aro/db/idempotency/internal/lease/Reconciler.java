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
import io.aro.db.idempotency.internal.protocol.ClaimContext;
import io.aro.db.idempotency.internal.protocol.KeyEvents;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.idempotency.internal.protocol.KeyTransition;
import io.aro.db.idempotency.internal.protocol.StepStore;
import io.aro.db.idempotency.internal.protocol.StoredJson;
import io.aro.db.internal.session.Connections;
import org.jspecify.annotations.Nullable;

/** Writes what was found out about parked requests, if nobody else has meanwhile. */
public final class Reconciler {

    private final Connections connections;
    private final IdempotencyPolicies policies;
    private final KeyEvents reporter;

    public Reconciler(ClaimContext owner, IdempotencyPolicies policies, KeyEvents reporter) {
        this.connections = owner.connections();
        this.policies = policies;
        this.reporter = reporter;
    }

    public <T extends @Nullable Object, X extends Exception> StoredKey reconcile(
            IdempotencyKey key, Reconciliation<T, X> reconciliation) throws X {
        KeySnapshot claim = keys().getWritten(key);
        StoredKey stored = claim.stored();
        if (stored.state() != KeyState.PARKED) {
            throw new KeyStateException(key, stored.state(), "only a parked key can be reconciled");
        }
        RecordedSteps steps = new RecordedSteps(stored.knownAs(key), new StepStore(connections.session()).findAll(key));
        FailureAction<T> verdict = reconciliation.decide(new ParkedRequest(stored, steps));
        if (!write(verdict, claim)) {
            throw new KeyStateException(
                    key, keys().getWritten(key).stored().state(), "another has reconciled it meanwhile");
        }
        return keys().getWritten(key).stored();
    }

    private <T extends @Nullable Object> boolean write(FailureAction<T> verdict, KeySnapshot claim) {
        StoredKey stored = claim.stored();
        IdempotencyPolicy policy = policies.policy(stored.key().source());
        KeyTransition conclusion = new KeyTransition(connections, reporter, claim, policy);
        String error = stored.lastError() == null ? "" : stored.lastError();
        return switch (verdict) {
            case FailureAction.Answer<T>(T response) ->
                conclusion.complete(StoredJson.of("the reconciled response", response, policy));
            case FailureAction.Retry<T> retry -> conclusion.reopen();
            case FailureAction.GiveUp<T> giveUp -> conclusion.giveUp(error);
            case FailureAction.Park<T> unknown -> true;
        };
    }

    private KeyStore keys() {
        return new KeyStore(connections.session());
    }
}
