package io.aro.db.idempotency.internal.lease;

import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.internal.protocol.KeyEvents;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.internal.session.Connections;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The renewer of the leases of one open database, on a thread and a connection of its own; thread-safe.
 *
 * <p>Handlers may keep every thread and every connection busy, and their leases are renewed all the same. The thread
 * ends by itself when no lease is left.
 */
public final class LeaseRenewer {

    private static final int IDLE_SECONDS = 5;

    private final Connections connections;
    private final ScheduledExecutorService thread;

    /** Creates a renewer, which has no thread until a lease is renewed. */
    public LeaseRenewer(Connections connections) {
        this.connections = connections;
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("aro-db-leases").daemon().factory());
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        this.thread = executor;
    }

    /**
     * Begins to renew a lease; it ends when the result is closed or the lease is lost.
     *
     * @param asked the {@link System#nanoTime} before the key was claimed
     */
    LeaseRenewal begin(KeySnapshot claim, long asked, IdempotencyPolicy policy, KeyEvents events) {
        return LeaseRenewal.begin(
                () -> new KeyStore(connections.reserved()).renew(claim, policy.lease()),
                claim,
                asked,
                policy.lease(),
                thread,
                events);
    }
}
