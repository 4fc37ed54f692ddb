package io.aro.db.idempotency.internal.lease;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.LeaseLostException;
import io.aro.db.idempotency.StepWork;
import io.aro.db.idempotency.internal.protocol.KeyRequest;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.idempotency.internal.protocol.StepStore;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.SessionFunction;
import io.aro.db.refusal.InvalidValueException;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Leased work on a key, from the view of its handler. All database writes of the handler go through this object.
 *
 * <p>Each write checks the claim at its commit. An instance belongs to the handler's thread. Only {@link #isLost},
 * {@link #onLost} and {@link #downstreamKey} are thread-safe.
 */
public final class LeasedWork {

    private final Connections connections;
    private final LeaseRenewal renewal;
    private final KeyRequest<?> request;
    private final KeySnapshot claim;
    private final RecordedSteps steps;

    LeasedWork(
            Connections connections,
            LeaseRenewal renewal,
            KeyRequest<?> request,
            KeySnapshot claim,
            RecordedSteps steps) {
        this.connections = connections;
        this.renewal = renewal;
        this.request = request;
        this.claim = claim;
        this.steps = steps;
    }

    /** Returns the key. */
    public IdempotencyKey key() {
        return request.key();
    }

    /** Returns the fencing token. It increases with every claim; pass it to systems that can reject stale tokens. */
    public long fence() {
        return claim.fence();
    }

    /** Returns the number of the current attempt, counted from 1. */
    public int attempt() {
        return claim.attempts();
    }

    /** Returns whether the lease is known to be lost. The database may know earlier than this object. */
    public boolean isLost() {
        return renewal.isLost();
    }

    /**
     * Registers an action to run once on the loss of the lease, such as an interrupt of the handler.
     *
     * <p>If the lease is lost already, the action runs at once. A loss detected by the handler runs the action on its
     * thread. A loss detected by the heartbeat runs the action on a new thread, so the action may block.
     */
    public void onLost(Runnable action) {
        renewal.whenLost(action);
    }

    /**
     * Throws if the lease is lost.
     *
     * @throws LeaseLostException if the lease is lost
     */
    public void requireHeld() {
        renewal.requireHeld();
    }

    /**
     * Returns an idempotency key for a call to an external service.
     *
     * <p>The key is a SHA-256 in 64 hexadecimal digits. All attempts of this request share the key, and different
     * requests have different keys.
     *
     * @param step the name of the step that makes the call, at most 100 characters
     */
    public String downstreamKey(String step) {
        return steps.downstreamKey(step);
    }

    /**
     * Runs a step in an external system and records its result, or returns the recorded result of an earlier attempt.
     *
     * <p>An attempt may end between the work and the record. The next attempt then repeats the work. Pass {@link
     * #downstreamKey} to the external service to detect the repetition. The step costs one statement, or none with a
     * recorded result.
     *
     * @param name the name of the step within the request, at most 100 characters
     * @param type the type of its result
     * @param work the work, outside any transaction
     * @throws LeaseLostException if the lease is lost before or after the work
     * @throws InvalidValueException if the type has no properties, or the result changes on its way through JSON
     */
    public <S extends @Nullable Object, X extends Exception> S step(
            String name, Class<@NonNull S> type, StepWork<S, X> work) throws X {
        renewal.requireHeld();
        connections.requireUsable();
        RecordedSteps.requireKeepable(name, type);
        if (steps.isRecorded(name)) {
            return steps.result(name, type);
        }
        S result = work.run();
        String json = request.json("the result of step " + name, result, type);
        if (!new StepStore(connections.session()).record(renewal.claim(), name, json)) {
            throw renewal.lost();
        }
        steps.put(name, json);
        return result;
    }

    /**
     * Runs a step in this database exactly once. Its writes and its result commit together or not at all.
     *
     * @param name the name of the step within the request, at most 100 characters
     * @param type the type of its result
     * @param work the work in the given transaction
     * @throws LeaseLostException if the lease is lost; all writes are undone
     */
    public <S extends @Nullable Object, X extends Exception> S transactionalStep(
            String name, Class<@NonNull S> type, SessionFunction<S, X> work) throws X {
        renewal.requireHeld();
        RecordedSteps.requireKeepable(name, type);
        if (steps.isRecorded(name)) {
            return steps.result(name, type);
        }
        return new TransactionalStep<>(connections, renewal, request, steps, name, type, work).run();
    }

    /**
     * Runs work in a transaction that commits only under a valid claim. The transaction also renews the lease.
     *
     * @throws LeaseLostException if the lease is lost; all writes are undone
     * @throws AroDatabaseException as {@code AroDatabase.inTransaction} does
     */
    public <R extends @Nullable Object, X extends Exception> R inTransaction(SessionFunction<R, X> work) throws X {
        renewal.requireHeld();
        return connections.<R, X>inTransaction(session -> {
            R result = session.withSentinelSavepoint(work);
            if (!new KeyStore(session).renew(renewal.claim(), request.policy().lease())) {
                throw renewal.lost();
            }
            return result;
        });
    }

    /**
     * A handler of leased work.
     *
     * @param <T> the response
     * @param <X> the checked exception of the handler
     */
    @FunctionalInterface
    public interface Handler<T extends @Nullable Object, X extends Exception> {

        /** Does the work and returns the response. */
        T handle(LeasedWork work) throws X;
    }
}
