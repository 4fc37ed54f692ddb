package io.aro.db.retention.internal;

import java.time.Duration;

/** Finds the number of rows whose deletion keeps other writers waiting for a moment only; serves one thread. */
final class BatchSize {

    private static final int SMALLEST = 50;
    private static final int LARGEST = 10_000;
    private static final Duration SHORT = Duration.ofMillis(25);
    private static final Duration LONG = Duration.ofMillis(100);

    private int rows = 500;

    int rows() {
        return rows;
    }

    /** Learns how long the deletion of a batch took. */
    void took(Duration time) {
        if (time.compareTo(SHORT) < 0) {
            rows = Math.min(LARGEST, rows * 2);
        } else if (time.compareTo(LONG) > 0) {
            rows = Math.max(SMALLEST, rows / 2);
        }
    }

    /** Learns that a batch was not deleted, because somebody else was at work on it. */
    void failed() {
        rows = Math.max(SMALLEST, rows / 2);
    }
}
