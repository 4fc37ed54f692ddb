package io.aro.db.idempotency.internal.lease;

import io.aro.db.idempotency.KeyEvent.Kind;
import io.aro.db.idempotency.LeaseLostException;
import io.aro.db.idempotency.internal.protocol.KeyEvents;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The renewal of one lease, periodically until it is closed or lost; thread-safe.
 *
 * <p>The lease counts as lost when the database says so, and also when no renewal has succeeded for its time: a process
 * that was stopped for so long must not believe that it still holds the key. The time counts from before the database
 * was asked, so that here it never ends later than there.
 */
public final class LeaseRenewal implements AutoCloseable {

    private final BooleanSupplier renewal;
    private final KeySnapshot claim;
    private final Duration lease;
    private final KeyEvents events;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> whenLost = new ArrayList<>();
    private volatile long confirmed;
    private volatile boolean lost;
    private volatile boolean closed;
    private @Nullable Future<?> schedule;

    private LeaseRenewal(BooleanSupplier renewal, KeySnapshot claim, long asked, Duration lease, KeyEvents events) {
        this.renewal = renewal;
        this.claim = claim;
        this.confirmed = asked;
        this.lease = lease;
        this.events = events;
    }

    static LeaseRenewal begin(
            BooleanSupplier renewal,
            KeySnapshot claim,
            long asked,
            Duration lease,
            ScheduledExecutorService thread,
            KeyEvents events) {
        LeaseRenewal started = new LeaseRenewal(renewal, claim, asked, lease, events);
        long period = lease.toNanos() / 3;
        started.schedule = thread.scheduleWithFixedDelay(started::renew, period, period, TimeUnit.NANOSECONDS);
        return started;
    }

    KeySnapshot claim() {
        return claim;
    }

    boolean isLost() {
        if (hasLapsed()) {
            lose(Runnable::run);
        }
        return lost;
    }

    private boolean hasLapsed() {
        return !lost && !closed && System.nanoTime() - confirmed > lease.toNanos();
    }

    /** Refuses to go on for an owner that has lost the key. */
    void requireHeld() {
        if (isLost()) {
            throw new LeaseLostException(claim.key(), claim.fence());
        }
    }

    /** Runs the action once when the lease is lost, never on the thread of the renewals; at once if it is already. */
    void whenLost(Runnable action) {
        lock.lock();
        try {
            if (!lost) {
                whenLost.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        tell(action);
    }

    /** Takes note that the database has just said that the key is another's. */
    LeaseLostException lost() {
        lose(Runnable::run);
        return new LeaseLostException(claim.key(), claim.fence());
    }

    /** Tells whether an exception says that this very claim is lost, rather than one of another key. */
    boolean isLoss(Exception error) {
        return error instanceof LeaseLostException loss
                && loss.key().equals(claim.key())
                && loss.fence() == claim.fence();
    }

    private void renew() {
        long asked = System.nanoTime();
        try {
            if (hasLapsed()) {
                lose(LeaseRenewal::onThreadOfItsOwn);
            }
            if (lost || closed) {
                return;
            }
            if (renewal.getAsBoolean()) {
                confirmed = asked;
            } else if (!closed) {
                lose(LeaseRenewal::onThreadOfItsOwn);
            }
        } catch (RuntimeException e) {
            events.renewalFailed(claim.key(), e);
        }
    }

    /** One action or listener that takes its time must not keep the renewals of all other leases waiting. */
    private static void onThreadOfItsOwn(Runnable news) {
        Thread.ofPlatform().name("aro-db-lease-lost").daemon().start(news);
    }

    private void lose(Executor messenger) {
        List<Runnable> actions;
        lock.lock();
        try {
            if (lost) {
                return;
            }
            lost = true;
            actions = List.copyOf(whenLost);
        } finally {
            lock.unlock();
        }
        messenger.execute(() -> {
            events.report(Kind.LEASE_LOST, claim);
            actions.forEach(this::tell);
        });
    }

    /** An action that fails must not hide the loss, nor keep the others from being told. */
    private void tell(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            events.actionFailed(claim.key(), e);
        }
    }

    /** Ends the renewals; what the database says of a key that is being concluded means nothing any more. */
    @Override
    public void close() {
        closed = true;
        Future<?> renewals = schedule;
        if (renewals != null) {
            renewals.cancel(false);
        }
    }
}
