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
 * The periodic renewal of one lease, until the lease is closed or lost; thread-safe.
 *
 * <p>A lease is lost if the database rejects a renewal. The lease is also lost if no renewal succeeds within the lease
 * time: a process stopped for that
 * long must not trust its claim. The time counts from before each database call.
 * The lease therefore never ends later here than in the database.
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

    /** Throws {@link LeaseLostException} if the lease is lost. */
    void requireHeld() {
        if (isLost()) {
            throw new LeaseLostException(claim.key(), claim.fence());
        }
    }

    /**
     * Registers an action to run once on the loss of the lease, never on the renewal thread. It runs at once if the
     * lease is already lost.
     */
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

    /** Marks the lease as lost after a rejected write, and returns the exception to throw. */
    LeaseLostException lost() {
        lose(Runnable::run);
        return new LeaseLostException(claim.key(), claim.fence());
    }

    /**
     * Returns whether the exception reports the loss of this claim.
     *
     * <p>A nested execution may lose the lease of a different key.
     */
    boolean isLoss(Exception error) {
        return error instanceof LeaseLostException loss
                && loss.key().equals(claim.key())
                && loss.fence() == claim.fence();
    }

    private void renew() {
        long asked = System.nanoTime();
        try {
            if (hasLapsed()) {
                lose(LeaseRenewal::onNewThread);
            }
            if (lost || closed) {
                return;
            }
            if (renewal.getAsBoolean()) {
                confirmed = asked;
            } else if (!closed) {
                lose(LeaseRenewal::onNewThread);
            }
        } catch (RuntimeException e) {
            events.renewalFailed(claim.key(), e);
        }
    }

    /** A slow action or listener must not delay the renewals of all other leases. */
    private static void onNewThread(Runnable news) {
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

    /** A failing action must neither hide the loss nor prevent the remaining actions. */
    private void tell(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            events.actionFailed(claim.key(), e);
        }
    }

    /**
     * Ends the renewals. The final update may make a renewal in flight fail; the failure is then ignored.
     */
    @Override
    public void close() {
        closed = true;
        Future<?> renewals = schedule;
        if (renewals != null) {
            renewals.cancel(false);
        }
    }
}
