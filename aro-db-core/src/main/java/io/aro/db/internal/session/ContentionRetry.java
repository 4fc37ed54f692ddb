package io.aro.db.internal.session;

import io.aro.db.error.ContentionException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Repeats a transaction whose locks could not be had in time, with growing pauses in which those who wait get on. */
public final class ContentionRetry {

    private static final int MOST = 15;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Connections connections;

    /** Makes attempts on the connections of a database. */
    public ContentionRetry(Connections connections) {
        this.connections = connections;
    }

    /**
     * Runs the work in a transaction; of an attempt that failed nothing is kept.
     *
     * @throws ContentionException if the locks were not to be had in the last attempt either
     */
    public <R extends @Nullable Object> R inTransaction(SessionFunction<R, RuntimeException> work) {
        return repeat(() -> connections.<R, RuntimeException>inTransaction(work));
    }

    /**
     * Runs the work, which begins its transactions itself.
     *
     * @throws ContentionException if the locks were not to be had in the last attempt either
     */
    public <R extends @Nullable Object> R repeat(Supplier<R> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (ContentionException e) {
                if (attempt == MOST) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos() * attempt);
            }
        }
    }
}
