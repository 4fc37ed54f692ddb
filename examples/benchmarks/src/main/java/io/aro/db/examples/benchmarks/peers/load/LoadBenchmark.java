package io.aro.db.examples.benchmarks.peers.load;

import io.aro.db.AroDatabase;
import io.aro.db.examples.benchmarks.peers.contender.Workload;
import io.aro.db.examples.benchmarks.peers.database.Address;
import io.aro.db.examples.benchmarks.peers.database.Site;
import io.aro.db.examples.benchmarks.peers.jdbc.JdbcContender;
import io.aro.db.examples.benchmarks.peers.library.LibraryContender;
import io.aro.db.examples.benchmarks.peers.process.JavaProcess;
import io.aro.db.testkit.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A benchmark of deliveries end to end: the library beside JDBC with the library's statements, in turns.
 *
 * <p>Each measurement is a new process with a new database. Its first seconds are the cold span; the last seconds,
 * after a warm-up, are the warm span.
 */
public final class LoadBenchmark {

    /** The kind of deliveries with a known key. */
    static final String REPLAY = "replay";

    private static final String FIRST = "first";
    private static final double LEAST_RATIO = 0.7;
    private static final List<String> CONTENDERS = List.of(JdbcContender.ANEW, LibraryContender.NAME);

    private final Site site;
    private final String pace;
    private final Map<String, List<Windows>> measured = new LinkedHashMap<>();

    private LoadBenchmark(Site site, String pace) {
        this.site = site;
        this.pace = pace;
    }

    /**
     * Prints the table of one engine.
     *
     * @param args engine, engines of all runs, pace, numbers of threads, folder
     */
    public static void main(String[] args) throws Exception {
        if (!Arrays.asList(args[1].split(",")).contains(args[0])) {
            return;
        }
        Engine engine = Engine.valueOf(args[0].toUpperCase(Locale.ROOT).replace('-', '_'));
        Path folder = Path.of(args[4]);
        try (Site site = Site.of(engine, folder)) {
            LoadBenchmark benchmark = new LoadBenchmark(site, args[2]);
            System.out.println(site.version() + ", deliveries a second");
            row(
                    "kind",
                    "threads",
                    "span",
                    "JDBC",
                    "aro-db",
                    "aro-db/JDBC",
                    ">= 0.7",
                    "p50 ms",
                    "p99 ms",
                    "client us",
                    "server us");
            row("---", "---:", "---", "---:", "---:", "---:", "---", "---:", "---:", "---:", "---:");
            for (String kind : List.of(FIRST, REPLAY)) {
                for (String threads : args[3].split(",")) {
                    benchmark.compare(kind, threads);
                }
            }
            Path json = folder.resolve("load-" + args[0] + ".json");
            new JsonMapper().writerWithDefaultPrettyPrinter().writeValue(json, benchmark.measured);
        }
    }

    private void compare(String kind, String threads) throws IOException, InterruptedException {
        for (int round = 0; round < LoadPace.of(pace).rounds(); round++) {
            for (String contender : round % 2 == 0 ? CONTENDERS : CONTENDERS.reversed()) {
                measured.computeIfAbsent(name(kind, threads, contender), key -> new ArrayList<>())
                        .add(measure(contender, kind, threads));
            }
        }
        print(kind, threads, "cold", Windows::cold);
        print(kind, threads, "warm", Windows::warm);
    }

    private static String name(String kind, String threads, String contender) {
        return kind + " " + threads + " " + contender;
    }

    private Windows measure(String contender, String kind, String threads) throws IOException, InterruptedException {
        try (Address address = site.create("load")) {
            prepare(address, kind);
            List<String> arguments = List.of(
                    contender,
                    kind,
                    threads,
                    pace,
                    address.engine().name(),
                    address.url(),
                    address.user(),
                    address.password());
            String json = JavaProcess.of(LoadProcess.class, arguments).run();
            return new JsonMapper().readValue(json, Windows.class);
        }
    }

    /** Migrates a file of SQLite, and answers the deliveries to be replayed. */
    private static void prepare(Address address, String kind) {
        try (AroDatabase library = address.open(1)) {
            LibraryContender contender = new LibraryContender(library);
            for (int number = 0; kind.equals(REPLAY) && number < Workload.ANSWERED; number++) {
                contender.handle(LoadProcess.answered(number));
            }
        }
    }

    private void print(String kind, String threads, String span, Function<Windows, Window> window) {
        List<Window> jdbc = windows(kind, threads, JdbcContender.ANEW, window);
        List<Window> library = windows(kind, threads, LibraryContender.NAME, window);
        double ratio = ratio(library, jdbc);
        row(
                kind,
                threads,
                span,
                number("%.0f", median(jdbc, Window::perSecond)),
                number("%.0f", median(library, Window::perSecond)),
                number("%.2f", ratio),
                isLimited(kind, threads) ? verdict(ratio) : "",
                number("%.2f", median(library, Window::medianMillis)),
                number("%.2f", median(library, Window::slowMillis)),
                number("%.0f", median(library, Window::clientMicros)),
                number("%.0f", median(library, Window::serverMicros)));
    }

    /** The goal is for first deliveries by eight threads on PostgreSQL. */
    private boolean isLimited(String kind, String threads) {
        return kind.equals(FIRST) && threads.equals("8") && site.engine().isPostgres();
    }

    private static String verdict(double ratio) {
        return ratio >= LEAST_RATIO ? "met" : "not met";
    }

    /** Returns the median of the ratios, round by round. */
    private static double ratio(List<Window> library, List<Window> jdbc) {
        double[] sorted = IntStream.range(0, library.size())
                .mapToDouble(round ->
                        library.get(round).perSecond() / jdbc.get(round).perSecond())
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    private List<Window> windows(String kind, String threads, String contender, Function<Windows, Window> window) {
        return measured.getOrDefault(name(kind, threads, contender), List.of()).stream()
                .map(window)
                .toList();
    }

    private static double median(List<Window> windows, ToDoubleFunction<Window> value) {
        double[] sorted = windows.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static void row(Object... cells) {
        System.out.printf(
                Locale.ROOT, "| %-6s | %7s | %-4s | %7s | %7s | %11s | %-7s | %7s | %7s | %9s | %9s |%n", cells);
    }
}
