package io.aro.db.examples.benchmarks.peers.contest;

import com.sun.management.ThreadMXBean;
import io.aro.db.examples.benchmarks.peers.contender.Contender;
import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contender.Task;
import io.aro.db.examples.benchmarks.peers.contender.Workload;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contest: batches of the contenders in turns, on one thread.
 *
 * <p>Each round holds one batch of each contender, in alternating order. A disturbance of the machine therefore hits
 * all contenders alike, and the ratio of a round keeps its meaning.
 */
public final class Contest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STEP = 50;
    private static final int LONGEST_WAIT = 6;
    private static final double NANOS = 1e9;

    private final Pace pace;
    private final ServerTime server;
    private final Workload workload;
    private @Nullable Object last;

    /** Creates a contest on one database. */
    public Contest(Pace pace, ServerTime server, Workload workload) {
        this.pace = pace;
        this.server = server;
        this.workload = workload;
    }

    /** A contender in its turn. */
    private static final class Lane {

        private final String name;
        private final Task task;
        private final List<Round> rounds = new ArrayList<>();
        private int batch;

        Lane(String name, Task task) {
            this.name = name;
            this.task = task;
        }
    }

    /** Runs all rounds of an operation and returns the measurements of its contenders. */
    public List<Measurement> run(Operation operation, List<? extends Contender> contenders) throws Exception {
        List<Lane> lanes = new ArrayList<>();
        for (Contender contender : contenders) {
            contender.task(operation, workload).ifPresent(task -> lanes.add(new Lane(contender.name(), task)));
        }
        for (Lane lane : lanes) {
            warmUp(operation, lane);
        }
        for (int round = 0; round < pace.rounds(); round++) {
            for (Lane lane : round % 2 == 0 ? lanes : lanes.reversed()) {
                lane.rounds.add(measure(operation, lane));
            }
        }
        return lanes.stream()
                .map(lane -> new Measurement(operation, lane.name, lane.rounds))
                .toList();
    }

    private void warmUp(Operation operation, Lane lane) throws Exception {
        run(operation, lane, pace.warmUpSeconds() * (operation.isCompound() ? 3 : 1));
        double each = run(operation, lane, pace.batchSeconds() * 0.3);
        lane.batch = (int) Math.max(1, Math.min(operation.mostPerBatch(), pace.batchSeconds() * NANOS / each));
    }

    /** Runs for a processor time and returns the mean processor time of a run. */
    private double run(Operation operation, Lane lane, double seconds) throws Exception {
        int step = Math.min(STEP, operation.mostPerBatch());
        long begun = System.nanoTime();
        long processor = 0;
        int runs = 0;
        while (processor < seconds * NANOS && System.nanoTime() - begun < LONGEST_WAIT * seconds * NANOS) {
            workload.prepare(operation, step);
            long before = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < step; i++) {
                last = lane.task.run();
            }
            processor += THREADS.getCurrentThreadCpuTime() - before;
            runs += step;
        }
        return (double) processor / runs;
    }

    private Round measure(Operation operation, Lane lane) throws Exception {
        workload.prepare(operation, lane.batch);
        long serverBefore = server.nanos();
        long clientBefore = THREADS.getCurrentThreadCpuTime();
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long before = System.nanoTime();
        for (int i = 0; i < lane.batch; i++) {
            last = lane.task.run();
        }
        long nanos = System.nanoTime() - before;
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        long client = THREADS.getCurrentThreadCpuTime() - clientBefore;
        double runs = lane.batch;
        return new Round(nanos / runs, bytes / runs, client / runs, (server.nanos() - serverBefore) / runs);
    }

    /** Returns the last result of any task. */
    public @Nullable Object last() {
        return last;
    }
}
