package io.aro.db.idempotency.internal.protocol;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A polling with growing pauses until a time limit; belongs to one thread. */
public final class Polling {

    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(250);

    private final long end;
    private long next = FIRST;

    private Polling(long end) {
        this.end = end;
    }

    /** Returns a polling of a database that is away or busy. */
    public static Polling withDatabase() {
        return of(Duration.ofSeconds(10));
    }

    /** Returns a polling that ends a time from now. */
    public static Polling of(Duration time) {
        return since(System.nanoTime(), time);
    }

    /** Returns a polling that ends a time after a {@link System#nanoTime}. */
    public static Polling since(long begun, Duration time) {
        return new Polling(begun + time.toNanos());
    }

    /** Pauses, and tells whether to try again: not after the limit or an interrupt. */
    public boolean pause() {
        long left = end - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, next));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        next = Math.min(2 * next, LONGEST);
        return true;
    }
}
