package io.aro.db.examples.benchmarks.peers;

import io.aro.db.AroDatabase;
import io.aro.db.examples.benchmarks.peers.contender.Contender;
import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contender.Task;
import io.aro.db.examples.benchmarks.peers.contender.Workload;
import io.aro.db.examples.benchmarks.peers.contest.Agreement;
import io.aro.db.examples.benchmarks.peers.contest.Contest;
import io.aro.db.examples.benchmarks.peers.contest.Measurement;
import io.aro.db.examples.benchmarks.peers.contest.Pace;
import io.aro.db.examples.benchmarks.peers.contest.Round;
import io.aro.db.examples.benchmarks.peers.contest.ServerTime;
import io.aro.db.examples.benchmarks.peers.database.FilledDatabase;
import io.aro.db.examples.benchmarks.peers.database.Rows;
import io.aro.db.examples.benchmarks.peers.database.Site;
import io.aro.db.examples.benchmarks.peers.jdbc.JdbcContender;
import io.aro.db.examples.benchmarks.peers.library.LibraryContender;
import io.aro.db.testkit.plan.Plan;
import io.aro.db.testkit.plan.PlanRecorder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A benchmark of the same operations on tables of growing size, beside JDBC, on one engine.
 *
 * <p>Prints the ratio of each size, its growth since the first size, and the query plans on the largest tables.
 */
public final class RowsBenchmark {

    private static final int SMALL = 10_000;
    private static final int LARGE = 1_000_000;
    private static final int LONG_LOG = 10_000_000;
    private static final double MOST_GROWTH = 1.2;

    private static final List<Operation> READS =
            List.of(Operation.FIND_BY_PHONE, Operation.UPCOMING, Operation.PAGE, Operation.EVENTS);
    private static final List<Operation> OPERATIONS = Stream.concat(
                    READS.stream(), Stream.of(Operation.CLAIM, Operation.WEBHOOK))
            .toList();

    private final Options options;
    private final Map<Operation, Double> first = new EnumMap<>(Operation.class);

    private RowsBenchmark(Options options) {
        this.options = options;
    }

    /** Prints the tables; {@link Options} has the order of the arguments. */
    public static void main(String[] args) throws Exception {
        Options options = Options.of(args);
        if (!options.isLeftOut()) {
            new RowsBenchmark(options).run();
        }
    }

    private void run() throws Exception {
        try (Site site = options.site()) {
            System.out.println(site.version() + ", tables of growing size");
            row("operation", "rows", "events, keys", "aro-db us", "JDBC us", "ratio", "growth", "");
            row("---", "---:", "---:", "---:", "---:", "---:", "---:", "---");
            List<Rows> sizes = sizes();
            for (Rows rows : sizes) {
                try (FilledDatabase database = FilledDatabase.create(site, "rows", rows)) {
                    compare(database);
                    if (rows.equals(sizes.getLast())) {
                        printPlans(database);
                    }
                }
            }
        }
    }

    private List<Rows> sizes() {
        return switch (options.paceName()) {
            case "full" ->
                List.of(
                        new Rows(SMALL, SMALL, SMALL, SMALL),
                        new Rows(LARGE, LARGE, LARGE, LARGE),
                        new Rows(LARGE, LARGE, LONG_LOG, LONG_LOG));
            case "quick" -> List.of(new Rows(SMALL, SMALL, SMALL, SMALL), new Rows(SMALL, SMALL, LARGE, LARGE));
            default -> List.of(new Rows(1_000, 1_000, 1_000, 1_000), new Rows(1_000, 1_000, 2_000, 2_000));
        };
    }

    private void compare(FilledDatabase database) throws Exception {
        Workload workload = new Workload(database);
        try (Contender jdbc = jdbc(database);
                Contender library = new LibraryContender(database.library())) {
            List<Contender> contenders = List.of(jdbc, library);
            new Agreement(database.library(), workload).check(READS, contenders);
            if (first.isEmpty()) {
                // The first size must not bear the warm-up of the JVM.
                measure(database, workload, options.pace(), contenders);
            }
            measure(database, workload, options.pace().inWarmProcess(), contenders)
                    .forEach(measurements -> print(database.rows(), measurements));
        }
    }

    /** Returns JDBC, on SQLite with kept statements: the time to compile them anew would hide the growth. */
    private static Contender jdbc(FilledDatabase database) {
        return database.address().isPostgres()
                ? JdbcContender.preparingAnew(database.pools())
                : JdbcContender.keepingStatements(database.pools());
    }

    private static List<List<Measurement>> measure(
            FilledDatabase database, Workload workload, Pace pace, List<Contender> contenders) throws Exception {
        Contest contest = new Contest(pace, ServerTime.of(database.address()), workload);
        List<List<Measurement>> all = new ArrayList<>();
        for (Operation operation : OPERATIONS) {
            all.add(contest.run(operation, contenders));
        }
        return all;
    }

    private void print(Rows rows, List<Measurement> measurements) {
        Measurement jdbc = measurements.getFirst();
        Measurement library = measurements.getLast();
        double ratio = library.ratioTo(jdbc, Round::nanos);
        double growth = ratio / first.computeIfAbsent(library.operation(), key -> ratio);
        row(
                library.operation().title(),
                rows.customers(),
                rows.events(),
                String.format(Locale.ROOT, "%.1f", library.median(Round::nanos) / 1e3),
                String.format(Locale.ROOT, "%.1f", jdbc.median(Round::nanos) / 1e3),
                String.format(Locale.ROOT, "%.2f", ratio),
                String.format(Locale.ROOT, "%.2f", growth),
                growth <= MOST_GROWTH ? "met" : "not met");
    }

    private static void row(Object... cells) {
        System.out.printf(Locale.ROOT, "| %-26s | %8s | %12s | %10s | %10s | %6s | %6s | %-7s |%n", cells);
    }

    private void printPlans(FilledDatabase database) throws Exception {
        PlanRecorder recorder = new PlanRecorder(database.address().isPostgres());
        Workload workload = new Workload(database);
        try (AroDatabase library = database.address().open(1, recorder::over)) {
            Contender contender = new LibraryContender(library);
            for (Operation operation : READS) {
                Task task = contender.task(operation, workload).orElseThrow();
                for (Plan plan : recorder.recording(task::run)) {
                    System.out.println("\nPlan of " + operation.title() + ", whole reads: " + plan.wholeReadTables());
                    plan.steps().forEach(step -> System.out.println("    " + step));
                }
            }
        }
    }
}
