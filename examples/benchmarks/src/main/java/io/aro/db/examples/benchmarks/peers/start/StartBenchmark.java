package io.aro.db.examples.benchmarks.peers.start;

import io.aro.db.examples.benchmarks.peers.database.Address;
import io.aro.db.examples.benchmarks.peers.database.FilledDatabase;
import io.aro.db.examples.benchmarks.peers.database.Rows;
import io.aro.db.examples.benchmarks.peers.database.Site;
import io.aro.db.examples.benchmarks.peers.process.JavaProcess;
import io.aro.db.testkit.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A benchmark of whole processes from start to first answer, in turns, without and with a class cache.
 *
 * <p>The cache is an archive of the JVM (AppCDS), made from one run of the same process.
 */
public final class StartBenchmark {

    private static final Rows ROWS = new Rows(1_000, 1_000, 1_000, 10);

    private final Address address;
    private final Path folder;
    private final String classPath;
    private final int rounds;

    private StartBenchmark(Address address, Path folder, int rounds) throws IOException {
        this.address = address;
        this.folder = folder;
        this.classPath = JarredClassPath.in(folder);
        this.rounds = rounds;
    }

    /**
     * The cost of one process.
     *
     * @param millis the time
     * @param processor the processor time
     */
    private record Cost(long millis, long processor) {}

    /**
     * Prints the tables of one engine.
     *
     * @param args engine, engines of all runs, pace, ignored, folder
     */
    public static void main(String[] args) throws Exception {
        if (!Arrays.asList(args[1].split(",")).contains(args[0])) {
            return;
        }
        Engine engine = Engine.valueOf(args[0].toUpperCase(Locale.ROOT).replace('-', '_'));
        Path folder = Path.of(args[4]);
        int rounds = args[2].equals("full") ? 15 : args[2].equals("quick") ? 5 : 1;
        try (Site site = Site.of(engine, folder);
                Address address = site.create("start")) {
            FilledDatabase.fill(address, ROWS);
            StartBenchmark benchmark = new StartBenchmark(address, folder, rounds);
            System.out.println(site.version() + ", process to first answer");
            benchmark.compare(false);
            benchmark.archive();
            System.out.println(site.version() + ", process to first answer, with a class cache");
            benchmark.compare(true);
        }
    }

    private void archive() throws IOException, InterruptedException {
        for (Starter starter : Starter.values()) {
            Files.deleteIfExists(archive(starter));
            answer(
                    starter,
                    List.of("-XX:ArchiveClassesAtExit=" + archive(starter), "-Xlog:disable", "-Xlog:all=error:stderr"));
        }
    }

    private Path archive(Starter starter) {
        return folder.resolve(starter.file(".jsa")).toAbsolutePath();
    }

    private void compare(boolean cached) throws IOException, InterruptedException {
        Map<Starter, List<Cost>> costs = new EnumMap<>(Starter.class);
        for (int round = 0; round < rounds; round++) {
            for (Starter starter : Starter.values()) {
                List<String> options = cached ? List.of("-XX:SharedArchiveFile=" + archive(starter)) : List.of();
                costs.computeIfAbsent(starter, key -> new ArrayList<>()).add(measure(starter, options));
            }
        }
        row("contender", "median ms", "best ms", "CPU ms", "aro-db/it", "<= 1.0");
        row("---", "---:", "---:", "---:", "---:", "---");
        double own = median(times(costs, Starter.LIBRARY));
        costs.forEach((starter, all) -> {
            List<Long> times = times(costs, starter);
            double ratio = own / median(times);
            boolean isLimited = starter == Starter.JOOQ && !cached;
            row(
                    starter.title(),
                    median(times),
                    Collections.min(times),
                    median(all.stream().map(Cost::processor).sorted().toList()),
                    String.format(Locale.ROOT, "%.2f", ratio),
                    isLimited ? ratio <= 1 ? "met" : "not met" : "");
        });
    }

    private Cost measure(Starter starter, List<String> options) throws IOException, InterruptedException {
        long processor = ChildTime.millis();
        long begun = System.nanoTime();
        answer(starter, options);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        return new Cost(millis, ChildTime.millis() - processor);
    }

    private void answer(Starter starter, List<String> options) throws IOException, InterruptedException {
        List<String> arguments =
                List.of(starter.name(), address.engine().name(), address.url(), address.user(), address.password());
        String answer =
                JavaProcess.of(FirstAnswer.class, classPath, options, arguments).run();
        if (!answer.endsWith("Some Name 7")) {
            throw new IllegalStateException("The answer of " + starter.title() + " is wrong: " + answer);
        }
    }

    private static List<Long> times(Map<Starter, List<Cost>> costs, Starter starter) {
        return Objects.requireNonNull(costs.get(starter)).stream()
                .map(Cost::millis)
                .sorted()
                .toList();
    }

    private static long median(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private static void row(Object... cells) {
        System.out.printf(Locale.ROOT, "| %-11s | %9s | %8s | %7s | %9s | %-7s |%n", cells);
    }
}
