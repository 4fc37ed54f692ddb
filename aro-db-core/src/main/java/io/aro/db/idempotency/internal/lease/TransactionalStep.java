package io.aro.db.idempotency.internal.lease;

import io.aro.db.error.UnavailableException;
import io.aro.db.idempotency.internal.protocol.CommitCheck;
import io.aro.db.idempotency.internal.protocol.KeyRequest;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.idempotency.internal.protocol.StepStore;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.SessionFunction;
import io.aro.db.internal.session.TransactionSession;
import java.util.Optional;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * A step of leased work, which records the result in the transaction of its writes.
 *
 * <p>After an in-doubt commit, the server may still be committing and hold the key's row. Once the row is free, the
 * recorded step shows the outcome of the commit.
 */
public final class TransactionalStep<S extends @Nullable Object, X extends Exception> {

    /** The result of a step, with its stored JSON. */
    private record Done<S extends @Nullable Object>(S result, String json) {}

    private final Connections connections;
    private final LeaseRenewal renewal;
    private final KeyRequest<?> request;
    private final RecordedSteps steps;
    private final String name;
    private final Class<@NonNull S> type;
    private final SessionFunction<S, X> work;
    private @Nullable Done<S> done;

    TransactionalStep(
            Connections connections,
            LeaseRenewal renewal,
            KeyRequest<?> request,
            RecordedSteps steps,
            String name,
            Class<@NonNull S> type,
            SessionFunction<S, X> work) {
        this.connections = connections;
        this.renewal = renewal;
        this.request = request;
        this.steps = steps;
        this.name = name;
        this.type = type;
        this.work = work;
    }

    S run() throws X {
        Done<S> committed;
        try {
            committed = connections.<Done<S>, X>inTransaction(this::inside);
        } catch (UnavailableException e) {
            Done<S> sent = done;
            if (sent == null || !CommitCheck.isCommitted(this::isRecorded)) {
                throw e;
            }
            committed = sent;
        }
        steps.put(name, committed.json());
        return committed.result();
    }

    private Done<S> inside(TransactionSession session) throws X {
        S result = session.withSentinelSavepoint(work);
        Done<S> finished = new Done<>(result, request.json("the result of step " + name, result, type));
        if (!new StepStore(session).record(renewal.claim(), name, finished.json())) {
            throw renewal.lost();
        }
        done = finished;
        return finished;
    }

    private Optional<Boolean> isRecorded() {
        KeyStore keys = new KeyStore(connections.session());
        return keys.isAtRest(request.key()) ? Optional.of(isRecorded(keys)) : Optional.empty();
    }

    private boolean isRecorded(KeyStore keys) {
        return keys.find(request.key()).filter(renewal.claim()::isUnchangedIn).isPresent()
                && new StepStore(connections.session()).findAll(request.key()).containsKey(name);
    }
}
