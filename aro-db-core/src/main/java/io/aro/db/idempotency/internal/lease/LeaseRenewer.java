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
 * The renewer of the leases of one open database, on a separate thread and connection; thread-safe.
 *
 * <p>Renewals continue even if handlers use every other thread and connection. The thread ends after five idle seconds.
 */
public final class LeaseRenewer {

    private static final int IDLE_SECONDS = 5;

    private final Connections connections;
    private final ScheduledExecutorService thread;

    /** Creates a renewer. The thread starts with the first renewal. */
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
     * Starts the renewal of a lease, until the result is closed or the lease is lost.
     *
     * @param asked the {@link System#nanoTime} before the claim of the key
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
