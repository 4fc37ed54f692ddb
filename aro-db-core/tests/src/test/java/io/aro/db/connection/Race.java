package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Eight threads that repeat the same step in rounds, started at the same moment. */
final class Race {

    static final int THREADS = 8;
    static final int ROUNDS = Effort.of(6, 25);

    /** The total number of steps. */
    static final int STEPS = THREADS * ROUNDS;

    /** The step of each thread in each round. */
    interface Step {

        void run(int thread);
    }

    private Race() {}

    /** Runs the race. Any failure of any thread, such as a busy database, fails the test. */
    static void run(Step step) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                runs.add(threads.submit(rounds(start, step, thread)));
            }
            for (Future<Integer> run : runs) {
                assertThat(run.get()).isEqualTo(ROUNDS);
            }
        }
    }

    private static Callable<Integer> rounds(CyclicBarrier start, Step step, int thread) {
        return () -> {
            start.await(1, TimeUnit.MINUTES);
            for (int round = 0; round < ROUNDS; round++) {
                step.run(thread);
            }
            return ROUNDS;
        };
    }
}
