package io.aro.db.examples.benchmarks.peers.load;

import com.sun.management.OperatingSystemMXBean;
import io.aro.db.examples.benchmarks.peers.contest.ServerTime;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Several threads that deliver without a pause. */
final class Crowd {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final double NANOS = 1e9;

    private final int threads;
    private final ServerTime server;
    private final Each each;
    private final AtomicInteger next = new AtomicInteger();

    Crowd(int threads, ServerTime server, Each each) {
        this.threads = threads;
        this.server = server;
        this.each = each;
    }

    /** A delivery by its number. */
    @FunctionalInterface
    interface Each {

        void deliver(int number) throws Exception;
    }

    /** Delivers for a time and measures it. */
    Window deliver(Duration time) throws Exception {
        long serverBefore = server.nanos();
        long clientBefore = PROCESS.getProcessCpuTime();
        long begun = System.nanoTime();
        long[] times = times(begun + time.toNanos());
        double seconds = (System.nanoTime() - begun) / NANOS;
        double client = PROCESS.getProcessCpuTime() - clientBefore;
        double ofServer = server.nanos() - serverBefore;
        return new Window(
                times.length / seconds,
                times[times.length / 2] / 1e6,
                times[(int) (times.length * 0.99)] / 1e6,
                client / 1e3 / times.length,
                ofServer / 1e3 / times.length);
    }

    private long[] times(long end) throws Exception {
        List<Callable<long[]>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(() -> work(end));
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<long[]> parts = new ArrayList<>();
            for (Future<long[]> part : executor.invokeAll(workers)) {
                parts.add(part.get());
            }
            return parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        }
    }

    private long[] work(long end) throws Exception {
        long[] times = new long[1 << 12];
        int count = 0;
        do {
            long begun = System.nanoTime();
            each.deliver(next.getAndIncrement());
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = System.nanoTime() - begun;
        } while (System.nanoTime() < end);
        return Arrays.copyOf(times, count);
    }
}
