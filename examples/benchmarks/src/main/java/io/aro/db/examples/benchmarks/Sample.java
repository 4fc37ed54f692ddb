package io.aro.db.examples.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Is how long the runs of one thing took, in nanoseconds and in ascending order.
 *
 * @param nanos one figure for each run
 */
record Sample(List<Long> nanos) {

    /** Does it some times to warm up and then so many times for the sample. */
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

    /** Does it once. */
    static Sample once(Task task) throws Exception {
        return of(0, 1, task);
    }

    int runs() {
        return nanos.size();
    }

    /** Returns the value that so many in a hundred are not above. */
    Duration percentile(int percent) {
        return Duration.ofNanos(nanos.get(Math.min(nanos.size() - 1, nanos.size() * percent / 100)));
    }

    /** Is what is measured. */
    @FunctionalInterface
    interface Task {

        void run() throws Exception;
    }
}
