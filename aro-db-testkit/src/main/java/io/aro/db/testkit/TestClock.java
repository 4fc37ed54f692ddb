package io.aro.db.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it; safe for use by several threads. */
public final class TestClock implements InstantSource {

    /** A Monday, with microseconds, so that a time which loses its fraction shows. */
    private static final Instant START = Instant.parse("2026-03-02T15:04:05.123456Z");

    private final AtomicReference<Instant> now;

    private TestClock(Instant start) {
        this.now = new AtomicReference<>(start.truncatedTo(ChronoUnit.MICROS));
    }

    /** Returns a clock that starts at the same instant in every test, on Monday, 2 March 2026. */
    public static TestClock create() {
        return new TestClock(START);
    }

    /** Returns a clock that starts at the given instant, without what is smaller than a microsecond. */
    public static TestClock at(Instant start) {
        return new TestClock(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves on, or back by a negative duration, and returns the new time. */
    public Instant advance(Duration duration) {
        return now.updateAndGet(instant -> instant.plus(duration).truncatedTo(ChronoUnit.MICROS));
    }

    /** Jumps to the given instant, without what is smaller than a microsecond. */
    public void set(Instant instant) {
        now.set(instant.truncatedTo(ChronoUnit.MICROS));
    }

    @Override
    public String toString() {
        return "TestClock at " + now.get();
    }
}
