package io.aro.db.internal.session;

import io.aro.db.error.ContentionException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Retries of transactions on lock contention, with linear backoff. Thread-safe.
 *
 * <p>There are up to 15 attempts, with pauses of 50 ms, 100 ms, 150 ms and so on.
 */
public final class ContentionRetry {

    private static final int ATTEMPTS = 15;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Connections connections;

    /** Creates a retry on the connections of a database. */
    public ContentionRetry(Connections connections) {
        this.connections = connections;
    }

    /**
     * Runs the work in a transaction. A failed attempt is rolled back, so the work may run several times.
     *
     * @throws ContentionException if the last attempt fails on lock contention
     */
    public <R extends @Nullable Object> R inTransaction(SessionFunction<R, RuntimeException> work) {
        return repeat(() -> connections.<R, RuntimeException>inTransaction(work));
    }

    /**
     * Runs work with its own transactions. The work may run several times.
     *
     * @throws ContentionException if the last attempt fails on lock contention
     */
    public <R extends @Nullable Object> R repeat(Supplier<R> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (ContentionException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos() * attempt);
            }
        }
    }
}
