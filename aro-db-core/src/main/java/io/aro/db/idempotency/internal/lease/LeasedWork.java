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
 * Leased work on a key, as a handler sees it; all its database writes go through it.
 *
 * <p>Every write is checked against the claim when it commits. It belongs to the handler's thread, but {@link #isLost},
 * {@link #onLost} and {@link #downstreamKey} may be called from any.
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

    /** Returns the fencing token, which grows with every owner; pass it to systems that can refuse a lower one. */
    public long fence() {
        return claim.fence();
    }

    /** Returns how often the request has been tried, this time included. */
    public int attempt() {
        return claim.attempts();
    }

    /** Tells whether the key is known to be another's; it may be so a little before this object knows. */
    public boolean isLost() {
        return renewal.isLost();
    }

    /**
     * Runs an action when the lease is lost, such as one that interrupts the handler.
     *
     * <p>It runs on the thread that finds out, or on one of its own if that is the thread of the renewals, so that it may
     * take its time.
     */
    public void onLost(Runnable action) {
        renewal.whenLost(action);
    }

    /**
     * Refuses to go on if the lease is lost.
     *
     * @throws LeaseLostException if it is
     */
    public void requireHeld() {
        renewal.requireHeld();
    }

    /**
     * Returns the key for a call to another service: the same for every attempt of this request, and of no other.
     *
     * @param step what the call is for, at most 100 characters; 64 hexadecimal digits come back
     */
    public String downstreamKey(String step) {
        return steps.downstreamKey(step);
    }

    /**
     * Does a step on the outside world and records its result, or returns the result that an earlier attempt recorded.
     *
     * <p>An attempt that ends between the work and its record leaves the next one to do the work again; give the other
     * service {@link #downstreamKey}, so that it notices. Costs one statement, and none if the step is recorded.
     *
     * @param name the name of the step within the request, at most 100 characters
     * @param type the type of its result
     * @param work does it, outside any transaction
     * @throws LeaseLostException if the lease is lost, before or after
     * @throws InvalidValueException if the type has no properties, or the result does not come back from its JSON as it was
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
     * Does a step in this database once and for all: what it writes and its result commit together, or not at all.
     *
     * @param name the name of the step within the request, at most 100 characters
     * @param type the type of its result
     * @param work does it through the transaction it is given
     * @throws LeaseLostException if the lease is lost; then nothing of it is kept
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
     * Runs work in a transaction that commits only if the claim still holds then; the lease is renewed with it.
     *
     * @throws LeaseLostException if the lease is lost; then nothing of it is kept
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
     * @param <X> the checked exception it may throw
     */
    @FunctionalInterface
    public interface Handler<T extends @Nullable Object, X extends Exception> {

        /** Handles the work and returns the response. */
        T handle(LeasedWork work) throws X;
    }
}
