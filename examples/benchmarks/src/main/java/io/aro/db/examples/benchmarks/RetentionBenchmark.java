package io.aro.db.examples.benchmarks;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.RetentionService;
import io.aro.db.retention.StepKind;
import io.aro.db.testkit.DatabaseSpec;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.SqliteStorage;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.TestDatabases;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A benchmark of archiving the older half of a million events, beside a writer.
 *
 * <p>Prints time, peak heap and the longest wait of the writer, on SQLite, and on PostgreSQL by batches and by dropped
 * months.
 */
public final class RetentionBenchmark {

    private static final String LINE = "| %-32s | %9s | %7s | %9s | %7s | %7s | %10s | %8s |%n";
    private static final UUID SYSTEM = new UUID(0, 0);
    private static final Instant NOW = Instant.parse("2026-11-15T12:00:00Z");
    private static final Duration SPAN = Duration.ofDays(4 * 365);

    private final long events;

    private RetentionBenchmark(long events) {
        this.events = events;
    }

    /** Prints the table; the argument is the number of events. */
    public static void main(String[] args) throws Exception {
        RetentionBenchmark benchmark = new RetentionBenchmark(Long.parseLong(args[0]));
        System.out.printf(
                Locale.ROOT,
                LINE,
                "events, half of them expired",
                "archived",
                "s",
                "rows/s",
                "writes",
                "p99 ms",
                "longest ms",
                "heap MB");
        System.out.printf(Locale.ROOT, LINE, "---", "---:", "---:", "---:", "---:", "---:", "---:", "---:");
        try (TestDatabases databases = TestDatabases.create()) {
            benchmark.run(databases, Engine.SQLITE, false, "SQLite, batches");
            benchmark.run(databases, Engine.POSTGRES_18, false, "PostgreSQL, batches");
            benchmark.run(databases, Engine.POSTGRES_18, true, "PostgreSQL, months dropped");
        }
    }

    private void run(TestDatabases databases, Engine engine, boolean months, String label) throws Exception {
        Path archive = Files.createTempDirectory("archive");
        try (TestDatabase database = databases.create(DatabaseSpec.of(engine).in(SqliteStorage.FILE))) {
            AroDatabase db = database.open();
            if (months) {
                database.clock().set(NOW.minus(SPAN));
                db.retention(FileArchive.in(archive)).makePartitions(YearMonth.from(NOW.atOffset(ZoneOffset.UTC)));
            }
            database.clock().set(NOW);
            db.events().appendAll(LongStream.range(0, events).mapToObj(this::event));
            forgetPeaks();
            print(label, db, archive);
        } finally {
            delete(archive);
        }
    }

    private NewEvent event(long number) {
        Instant time = NOW.minus(SPAN).plus(SPAN.dividedBy(events).multipliedBy(number));
        return NewEvent.of("message.received", "system", SYSTEM, Actor.system("benchmark"))
                .withData(Map.of("number", number, "text", "a message of a usual length, which is not very long"))
                .withOccurredAt(time);
    }

    private static void print(String label, AroDatabase db, Path archive) throws Exception {
        RetentionService retention = db.retention(FileArchive.in(archive));
        try (SteadyWriter writer = SteadyWriter.start(db)) {
            RetentionReport report = retention.run(RetentionPolicy.defaults());
            Sample waits = writer.stop();
            long moved = report.count(StepKind.EVENTS) + report.count(StepKind.MONTHS);
            double seconds = report.took().toMillis() / 1e3;
            System.out.printf(
                    Locale.ROOT,
                    LINE,
                    label,
                    moved,
                    String.format(Locale.ROOT, "%.1f", seconds),
                    String.format(Locale.ROOT, "%.0f", moved / seconds),
                    waits.runs(),
                    String.format(Locale.ROOT, "%.1f", waits.percentile(99).toNanos() / 1e6),
                    String.format(Locale.ROOT, "%.1f", waits.percentile(100).toNanos() / 1e6),
                    String.format(Locale.ROOT, "%.0f", peakHeap() / 1e6));
        }
        if (!retention.archive().verify().isSound()) {
            throw new IllegalStateException("The archive is not sound.");
        }
    }

    private static void forgetPeaks() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
