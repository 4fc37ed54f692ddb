package io.aro.db.internal.pool;

import java.time.Duration;

/** The moment at which the waits of one request end; immutable. */
public final class Deadline {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    public static Deadline after(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** Returns how long may still be waited: a millisecond once the time is up, since zero would mean for ever. */
    public Duration left() {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    /** Returns the limit, or what is left if that is shorter. */
    Duration atMost(Duration limit) {
        Duration left = left();
        return left.compareTo(limit) < 0 ? left : limit;
    }
}
