package io.aro.db.idempotency.internal;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Lease;
import io.aro.db.idempotency.StepWork;
import io.aro.db.idempotency.internal.lease.LeasedWork;
import io.aro.db.transaction.TransactionConsumer;
import io.aro.db.transaction.TransactionFunction;
import io.aro.db.transaction.internal.DatabaseTransaction;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/** A lease on top of {@link LeasedWork}, with transactions of the public API. Thread-safety is as in {@link Lease}. */
final class DatabaseLease implements Lease {

    private final LeasedWork work;

    DatabaseLease(LeasedWork work) {
        this.work = work;
    }

    @Override
    public IdempotencyKey key() {
        return work.key();
    }

    @Override
    public long fence() {
        return work.fence();
    }

    @Override
    public int attempt() {
        return work.attempt();
    }

    @Override
    public boolean isLost() {
        return work.isLost();
    }

    @Override
    public void onLost(Runnable action) {
        work.onLost(action);
    }

    @Override
    public void requireHeld() {
        work.requireHeld();
    }

    @Override
    public String downstreamKey(String step) {
        return work.downstreamKey(step);
    }

    @Override
    public <S extends @Nullable Object, X extends Exception> S step(
            String name, Class<@NonNull S> type, StepWork<S, X> step) throws X {
        return work.step(name, type, step);
    }

    @Override
    public <S extends @Nullable Object, X extends Exception> S transactionalStep(
            String name, Class<@NonNull S> type, TransactionFunction<S, X> step) throws X {
        return work.transactionalStep(name, type, session -> step.apply(DatabaseTransaction.of(session)));
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R inTransaction(TransactionFunction<R, X> part) throws X {
        return work.inTransaction(session -> part.apply(DatabaseTransaction.of(session)));
    }

    @Override
    public <X extends Exception> void useTransaction(TransactionConsumer<X> part) throws X {
        this.<@Nullable Void, X>inTransaction(tx -> {
            part.accept(tx);
            return null;
        });
    }
}
