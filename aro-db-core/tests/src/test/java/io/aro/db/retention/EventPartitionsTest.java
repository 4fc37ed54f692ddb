package io.aro.db.retention;

import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.internal.dialect.Partition;
import io.aro.db.internal.dialect.PostgresPartitions;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monthly partitions of events: creation, archival, drop and restoration. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
class EventPartitionsTest {

    private static final Instant NOW = Instant.parse("2026-11-15T12:00:00Z");
    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(2);

    private final AroDatabase db;
    private final TestClock clock;

    @TempDir
    private Path folder = Path.of("");

    EventPartitionsTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        clock.set(NOW);
    }

    private RetentionService retention() {
        return db.retention(FileArchive.in(folder));
    }

    private List<String> partitions() {
        return db.session().read(dsl -> new PostgresPartitions(EVENTS, EVENTS.TIMESTAMP).all(dsl)).stream()
                .map(Partition::name)
                .toList();
    }

    private int rowsIn(String partition) {
        return db.session().<Integer>read(dsl -> dsl.fetchCount(EVENTS.rename(partition)));
    }

    @Test
    void theFirstRunKeepsTogetherWhatIsThereAndMakesMonthsAhead() {
        anEvent().at(Instant.parse("2025-03-01T00:00:00Z")).insert(db);
        anEvent().insert(db);
        anEvent().at(Instant.parse("2027-05-01T00:00:00Z")).insert(db);
        List<String> before = Everything.in(db);

        RetentionReport report = retention().run(POLICY);

        assertThat(partitions()).containsExactly("events_before_2027_01", "events_2027_01", "events_default");
        assertThat(report.count(StepKind.PARTITIONS)).isEqualTo(3);
        assertThat(rowsIn("events_before_2027_01")).isEqualTo(2);
        assertThat(rowsIn("events_default")).isEqualTo(1);
        assertThat(Everything.in(db)).isEqualTo(before);
        assertThat(retention().run(POLICY).count(StepKind.PARTITIONS)).isZero();
    }

    @Test
    void anEventOfAMonthThatIsMadeLaterIsNeitherRefusedNorLost() {
        retention().makePartitions(YearMonth.of(2026, 12));
        anEvent().at(Instant.parse("2027-03-10T00:00:00Z")).insert(db);
        assertThat(rowsIn("events_default")).isEqualTo(1);

        assertThat(retention().makePartitions(YearMonth.of(2027, 4))).isEqualTo(4);

        assertThat(rowsIn("events_default")).isZero();
        assertThat(rowsIn("events_2027_03")).isEqualTo(1);
    }

    @Test
    void aMonthWhoseEndIsNoTimeThatIsStoredIsRefused() {
        List<String> before = partitions();

        assertThatThrownBy(() -> retention().makePartitions(YearMonth.of(9999, 12)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("before December 9999");
        assertThatThrownBy(() -> retention().makePartitions(YearMonth.of(10000, 1)))
                .isInstanceOf(InvalidValueException.class);
        assertThat(partitions()).isEqualTo(before);
    }

    @Test
    void wholeMonthsAreArchivedAndDroppedAndCanBePutBack() {
        fillOldMonths();
        List<String> before = Everything.in(db);

        RetentionReport report = retention().run(POLICY);

        assertThat(report.count(StepKind.MONTHS)).isEqualTo(4);
        assertThat(report.count(StepKind.EVENTS)).isZero();
        assertThat(partitions()).noneMatch(name -> name.startsWith("events_2023") || name.equals("events_2024_10"));
        assertThat(Everything.in(db, folder)).isEqualTo(before);
        retention().archive().findAll().forEach(segment -> retention().archive().restore(segment.id()));
        assertThat(Everything.in(db)).isEqualTo(before);
        assertThat(rowsIn("events_default")).isEqualTo(4);
        retention().run(POLICY);
        assertThat(Everything.in(db, folder)).isEqualTo(before);
    }

    @Test
    void aMonthOfWhichSomethingIsHeldIsEmptiedRowByRow() {
        fillOldMonths();
        Customer held = aCustomer().insert(db);
        anEvent()
                .about("customer", held.id())
                .at(Instant.parse("2023-02-12T00:00:00Z"))
                .insert(db);
        db.legalHolds().create(held.id(), "case 7", Actor.admin("counsel"));
        List<String> before = Everything.in(db);

        RetentionReport report = retention().run(POLICY);

        assertThat(report.count(StepKind.MONTHS)).isEqualTo(2);
        assertThat(report.count(StepKind.EVENTS)).isEqualTo(2);
        assertThat(rowsIn("events_2023_02")).isEqualTo(1);
        assertThat(Everything.in(db, folder)).isEqualTo(before);
    }

    @Test
    void nobodyIsRefusedWhileMonthsAreMadeAndDropped() throws Exception {
        fillOldMonths();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Integer> writer = threads.submit(() -> {
                int written = 0;
                while (!done.get()) {
                    anEvent().type("message.written").insert(db);
                    written++;
                }
                return written;
            });
            try {
                retention().run(POLICY.withMonthsAhead(12));
            } finally {
                done.set(true);
            }

            int written = writer.get();
            assertThat(written).isPositive();
            assertThat(db.session().<Integer>read(dsl -> dsl.fetchCount(EVENTS, EVENTS.TYPE.eq("message.written"))))
                    .isEqualTo(written);
        }
    }

    /**
     * Inserts five events: two in February 2023, one each in March 2023 and October 2024, and one now; each month is a
     * partition.
     */
    private void fillOldMonths() {
        clock.set(Instant.parse("2023-01-15T12:00:00Z"));
        retention().makePartitions(YearMonth.of(2026, 11));
        for (String day : List.of("2023-02-10", "2023-02-11", "2023-03-01", "2024-10-31")) {
            anEvent().at(Instant.parse(day + "T00:00:00Z")).insert(db);
        }
        clock.set(NOW);
        anEvent().insert(db);
    }
}
