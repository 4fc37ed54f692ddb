package io.aro.db.examples.benchmarks;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionService;
import io.aro.db.testkit.DatabaseSpec;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.SqliteStorage;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A benchmark of each action of maintenance on a database of a million events, beside a writer.
 *
 * <p>Prints the time of the action and the longest wait of the writer.
 */
public final class GrowthBenchmark {

    private static final String LINE = "| %-10s | %-24s | %9s | %7s | %9s | %10s |%n";
    private static final Instant NOW = Instant.parse("2026-11-15T12:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");
    private static final YearMonth NEXT_YEAR = YearMonth.of(2027, 11);
    private static final Duration SPAN = Duration.ofDays(4 * 365);
    private static final int CUSTOMERS = 1_000;
    private static final int CHUNK = 1_000;

    private final AroDatabase db;
    private final TestDatabase database;
    private final long events;
    private final Path folder;

    private GrowthBenchmark(AroDatabase db, TestDatabase database, long events, Path folder) {
        this.db = db;
        this.database = database;
        this.events = events;
        this.folder = folder;
    }

    /** Prints the table; the argument is the number of events. */
    public static void main(String[] args) throws Exception {
        System.out.printf(Locale.ROOT, LINE, "engine", "action", "action ms", "writes", "p99 ms", "longest ms");
        System.out.printf(Locale.ROOT, LINE, "---", "---", "---:", "---:", "---:", "---:");
        try (TestDatabases databases = TestDatabases.create()) {
            for (Engine engine : List.of(Engine.SQLITE, Engine.POSTGRES_18)) {
                Path folder = Files.createTempDirectory("growth");
                try (TestDatabase database =
                        databases.create(DatabaseSpec.of(engine).in(SqliteStorage.FILE))) {
                    database.clock().set(NOW);
                    new GrowthBenchmark(database.open(), database, Long.parseLong(args[0]), folder).run();
                } finally {
                    delete(folder);
                }
            }
        }
    }

    private void run() throws Exception {
        List<UUID> customers = fill();
        RetentionService retention = db.retention(FileArchive.in(folder.resolve("archive")));
        measure("nothing", () -> Thread.sleep(3_000));
        measure("export", () -> db.privacy().export(customers.getFirst()));
        measure("erase", () -> db.privacy().erase(customers.getFirst(), Actor.system("benchmark")));
        measure("place a hold", () -> db.legalHolds().create(customers.getLast(), "case 7", Actor.system("benchmark")));
        measure("clean up keys", () -> db.idempotency().keys().cleanup());
        if (database.engine().isPostgres()) {
            measure("make partitions", () -> retention.makePartitions(NEXT_YEAR));
        } else {
            measure("back up", () -> db.backUp(folder.resolve("copy.db")));
        }
        measure("dry run of retention", () -> retention.dryRun(RetentionPolicy.defaults()));
        measure("retention", () -> retention.run(RetentionPolicy.defaults()));
        measure("verify the archive", () -> retention.archive().verify());
        Segment largest = Collections.max(retention.archive().findAll(), Comparator.comparingLong(Segment::bytes));
        measure("restore a segment", () -> retention.archive().restore(largest.id()));
        measure("erase after retention", () -> db.privacy().erase(customers.get(1), Actor.system("benchmark")));
        if (!database.engine().isPostgres()) {
            measure("scrub", () -> db.privacy().scrub());
        }
    }

    private List<UUID> fill() {
        List<UUID> customers = new ArrayList<>();
        for (int number = 0; number < CUSTOMERS; number++) {
            NewCustomer customer = NewCustomer.withPhone(String.format(Locale.ROOT, "+1555%07d", number));
            customers.add(db.customers().create(customer).id());
        }
        db.events()
                .appendAll(LongStream.range(0, events)
                        .mapToObj(number -> event(number, customers.get((int) (number % CUSTOMERS)))));
        for (long begin = 0; begin < events / 10; begin += CHUNK) {
            insertExpiredKeys(begin);
        }
        return customers;
    }

    private NewEvent event(long number, UUID customer) {
        Instant time = NOW.minus(SPAN).plus(SPAN.dividedBy(events).multipliedBy(number));
        return NewEvent.of("message.received", "customer", customer, Actor.webhook("benchmark"))
                .withData(Map.of("number", number, "text", "a message of a usual length, which is not very long"))
                .withOccurredAt(time);
    }

    private void insertExpiredKeys(long begin) {
        db.session().<Integer>write(dsl -> {
            var insert = dsl.insertInto(
                    IDEMPOTENCY_KEYS,
                    IDEMPOTENCY_KEYS.KEY,
                    IDEMPOTENCY_KEYS.STATE,
                    IDEMPOTENCY_KEYS.COMPLETED_AT,
                    IDEMPOTENCY_KEYS.EXPIRES_AT);
            for (long number = begin; number < begin + CHUNK; number++) {
                insert = insert.values("evt_" + number, "completed", LONG_AGO, LONG_AGO);
            }
            return insert.execute();
        });
    }

    private void measure(String action, Sample.Task task) throws Exception {
        try (SteadyWriter writer = SteadyWriter.start(db)) {
            long begun = System.nanoTime();
            task.run();
            long took = System.nanoTime() - begun;
            Sample waits = writer.stop();
            System.out.printf(
                    Locale.ROOT,
                    LINE,
                    database.engine().isPostgres() ? "PostgreSQL" : "SQLite",
                    action,
                    took / 1_000_000,
                    waits.runs(),
                    millis(waits.percentile(99)),
                    millis(waits.percentile(100)));
        }
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
