package io.aro.db.spring.metrics;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value read at most once in an interval, on demand. Thread-safe.
 *
 * <p>While one thread reads, the other threads get the former value. A failed reading leaves no value until the next.
 *
 * @param <T> the type of the value
 */
final class Sampled<T> {

    private final Supplier<T> source;
    private final long interval;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable T value;
    private volatile @Nullable Long readAt;

    /**
     * Creates a value without a first reading.
     *
     * @param nanoTime the source of elapsed time, such as {@link System#nanoTime}
     */
    Sampled(Supplier<T> source, Duration interval, LongSupplier nanoTime) {
        this.source = source;
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Returns the value; null after a failed reading. */
    @Nullable
    T get() {
        if (isDue() && lock.tryLock()) {
            try {
                if (isDue()) {
                    read();
                }
            } finally {
                lock.unlock();
            }
        }
        return value;
    }

    private boolean isDue() {
        Long last = readAt;
        return last == null || nanoTime.getAsLong() - last >= interval;
    }

    private void read() {
        try {
            value = source.get();
        } catch (RuntimeException e) {
            // The library reports the failure to its listeners, and health tells the cause.
            value = null;
        } finally {
            readAt = nanoTime.getAsLong();
        }
    }
}
