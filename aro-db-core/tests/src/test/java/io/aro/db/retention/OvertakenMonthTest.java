package io.aro.db.retention;

import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Concurrent changes of a month's events between copy and drop. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
class OvertakenMonthTest {

    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);
    private static final Instant FEBRUARY = Instant.parse("2023-02-10T00:00:00Z");

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    OvertakenMonthTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
    }

    @Test
    void anEventThatComesIntoTheMonthIsKept() {
        fillTheMonth();

        List<String> expected =
                runWhile(() -> anEvent().at(FEBRUARY.plusSeconds(9)).insert(db));

        assertThat(expected).hasSize(4);
        assertThat(Everything.in(db, folder)).isEqualTo(expected);
    }

    @Test
    void anEventThatComesInPlaceOfAnotherIsKept() {
        UUID taken = fillTheMonth();

        List<String> expected = runWhile(() -> {
            db.session()
                    .write(dsl ->
                            dsl.deleteFrom(EVENTS).where(EVENTS.ID.eq(taken)).execute());
            anEvent().at(FEBRUARY.plusSeconds(9)).insert(db);
        });

        assertThat(expected).hasSize(3);
        assertThat(Everything.in(db, folder)).isEqualTo(expected);
        assertThat(db.retention(FileArchive.in(folder)).archive().verify().problems())
                .isEmpty();
    }

    @Test
    void monthsThatAnotherRunDropsMeanwhileAreLeftToIt() throws IOException {
        fillTheMonth();
        List<String> before = Everything.in(db);
        AtomicBoolean done = new AtomicBoolean();
        Consumer<Segment> other = segment -> {
            if (done.compareAndSet(false, true)) {
                db.retention(FileArchive.in(folder)).run(POLICY);
            }
        };

        RetentionReport report = db.retention(
                        BesetArchive.of(FileArchive.in(folder)).whenPrepared(other))
                .run(POLICY);

        assertThat(done).isTrue();
        assertThat(report.count(StepKind.MONTHS)).isZero();
        assertThat(Everything.in(db, folder)).isEqualTo(before);
        assertThat(db.retention(FileArchive.in(folder)).archive().verify().problems())
                .isEmpty();
        assertNothingIsPrepared();
    }

    @Test
    void aMonthThatAWriterHoldsLeavesNoSegmentPrepared() throws Exception {
        fillTheMonth();
        List<String> before = Everything.in(db);
        try (Connection writer = database.dataSource().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("LOCK TABLE events_2023_02 IN ROW EXCLUSIVE MODE");

            RetentionReport report = db.retention(FileArchive.in(folder)).run(POLICY);

            assertThat(report.count(StepKind.MONTHS)).isZero();
            assertNothingIsPrepared();
            writer.rollback();
        }
        assertThat(Everything.in(db, folder)).isEqualTo(before);
    }

    @Test
    void aMonthIsDroppedAfterAVacuumBehindWhichNoWriterWaits() throws Exception {
        fillTheMonth();
        db.retention(FileArchive.in(folder)).makePartitions(YearMonth.of(2026, 12));
        try (ExecutorService threads = Executors.newFixedThreadPool(1);
                Connection vacuum = database.dataSource().getConnection();
                Statement statement = vacuum.createStatement()) {
            vacuum.setAutoCommit(false);
            statement.execute("LOCK TABLE events_2023_02 IN SHARE UPDATE EXCLUSIVE MODE");
            Future<RetentionReport> run =
                    threads.submit(() -> db.retention(FileArchive.in(folder)).run(POLICY));
            while (!run.isDone() && isNobodyWaitingForAVacuum()) {
                Thread.onSpinWait();
            }

            anEvent().insert(db);

            assertThat(run).isNotDone();
            vacuum.rollback();
            assertThat(run.get(60, TimeUnit.SECONDS).count(StepKind.MONTHS)).isEqualTo(3);
        }
    }

    private boolean isNobodyWaitingForAVacuum() {
        return db.session()
                .<Boolean>read(dsl -> dsl.fetchSingle(
                                "SELECT NOT EXISTS (SELECT FROM pg_locks WHERE mode = 'ShareUpdateExclusiveLock' AND NOT granted)")
                        .into(Boolean.class));
    }

    private void assertNothingIsPrepared() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .noneMatch(file -> file.toString().endsWith(".pending"))
                    .noneMatch(file -> file.toString().endsWith(".unclaimed"));
        }
    }

    /** Inserts three events in February 2023, a month with a partition, and returns the id of an event. */
    private UUID fillTheMonth() {
        clock.set(Instant.parse("2023-01-15T12:00:00Z"));
        db.retention(FileArchive.in(folder)).makePartitions(YearMonth.of(2023, 3));
        anEvent().at(FEBRUARY).insert(db);
        UUID one = anEvent().at(FEBRUARY.plusSeconds(1)).insert(db);
        anEvent().at(FEBRUARY.plusSeconds(2)).insert(db);
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
        return one;
    }

    /** Runs retention with an action after the copy of the month, and returns the rows right after the action. */
    private List<String> runWhile(Runnable action) {
        List<String> expected = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        Consumer<Segment> once = segment -> {
            if (done.compareAndSet(false, true)) {
                action.run();
                expected.addAll(Everything.in(db));
            }
        };
        db.retention(BesetArchive.of(FileArchive.in(folder)).whenPrepared(once)).run(POLICY);
        return expected;
    }
}
