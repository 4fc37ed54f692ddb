package io.aro.db.idempotency.internal.protocol;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Polling with growing pauses, from 5 to 250 milliseconds, until a time limit; not thread-safe. */
public final class Polling {

    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(250);

    private final long end;
    private long next = FIRST;

    private Polling(long end) {
        this.end = end;
    }

    /** Returns polling of a busy or unavailable database, limited to ten seconds. */
    public static Polling withDatabase() {
        return of(Duration.ofSeconds(10));
    }

    /** Returns polling with a time limit from now. */
    public static Polling of(Duration time) {
        return since(System.nanoTime(), time);
    }

    /** Returns polling with a time limit from a {@link System#nanoTime}. */
    public static Polling since(long begun, Duration time) {
        return new Polling(begun + time.toNanos());
    }

    /**
     * Pauses, and returns whether to try again; false after the limit or an interrupt. The interrupt flag stays set.
     */
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
