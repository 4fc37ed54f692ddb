package io.aro.db.idempotency.internal.protocol;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits, longer each time, until its time is up; belongs to one thread. */
public final class Polling {

    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(250);

    private final long end;
    private long next = FIRST;

    private Polling(long end) {
        this.end = end;
    }

    /** Returns the patience with a database that is away or at something still. */
    public static Polling withDatabase() {
        return of(Duration.ofSeconds(10));
    }

    public static Polling of(Duration time) {
        return new Polling(System.nanoTime() + time.toNanos());
    }

    /** Waits a little; tells whether it is worth another try: not when the time is up or the thread was interrupted. */
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
