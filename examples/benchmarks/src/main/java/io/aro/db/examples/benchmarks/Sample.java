package io.aro.db.examples.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The times of the runs of one task, in nanoseconds and in ascending order.
 *
 * @param nanos the time of each run
 */
record Sample(List<Long> nanos) {

    /** Runs a task for warm-up, then for the sample. */
    static Sample of(int warmUp, int runs, Task task) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            task.run();
        }
        List<Long> nanos = new ArrayList<>(runs);
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            task.run();
            nanos.add(System.nanoTime() - start);
        }
        Collections.sort(nanos);
        return new Sample(nanos);
    }

    /** Runs a task once, without warm-up. */
    static Sample once(Task task) throws Exception {
        return of(0, 1, task);
    }

    int runs() {
        return nanos.size();
    }

    /** Returns a percentile; 0 is the shortest time, 100 the longest. */
    Duration percentile(int percent) {
        return Duration.ofNanos(nanos.get(Math.min(nanos.size() - 1, nanos.size() * percent / 100)));
    }

    /** A measured task. */
    @FunctionalInterface
    interface Task {

        void run() throws Exception;
    }
}
