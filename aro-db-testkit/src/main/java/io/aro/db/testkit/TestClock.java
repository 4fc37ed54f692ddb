package io.aro.db.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that advances only by explicit calls; thread-safe, with microsecond precision. */
public final class TestClock implements InstantSource {

    /** A Monday, with microseconds to reveal lost fractions. */
    private static final Instant START = Instant.parse("2026-03-02T15:04:05.123456Z");

    private final AtomicReference<Instant> now;

    private TestClock(Instant start) {
        this.now = new AtomicReference<>(start.truncatedTo(ChronoUnit.MICROS));
    }

    /** Returns a clock at the default start, Monday, 2 March 2026, 15:04:05.123456 UTC. */
    public static TestClock create() {
        return new TestClock(START);
    }

    /** Returns a clock at the given instant, truncated to microseconds. */
    public static TestClock at(Instant start) {
        return new TestClock(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Advances by the duration, or moves back by a negative duration, and returns the new time. */
    public Instant advance(Duration duration) {
        return now.updateAndGet(instant -> instant.plus(duration).truncatedTo(ChronoUnit.MICROS));
    }

    /** Sets the time, truncated to microseconds. */
    public void set(Instant instant) {
        now.set(instant.truncatedTo(ChronoUnit.MICROS));
    }

    @Override
    public String toString() {
        return "TestClock at " + now.get();
    }
}
