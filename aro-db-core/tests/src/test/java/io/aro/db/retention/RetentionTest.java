package io.aro.db.retention;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.testkit.builder.Builders.aWorkflow;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static io.aro.db.testkit.builder.Builders.anIdempotencyKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.archive.FileArchive;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.groups.Tuple;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retention runs and dry runs: moved, hidden, held and kept rows. */
@BothEngines
@Tag("contract")
class RetentionTest {

    private static final RetentionPolicy POLICY = RetentionPolicy.defaults();
    private static final Actor COUNSEL = Actor.admin("counsel");

    private final AroDatabase db;
    private final TestClock clock;

    @TempDir
    private Path folder = Path.of("");

    RetentionTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @BeforeEach
    void placesTheClock() {
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
    }

    private RetentionService retention() {
        return db.retention(FileArchive.in(folder));
    }

    @Test
    void movesWhatIsOldToTheArchiveAndNothingElse() {
        OldClinic.fill(db, clock, 4);
        List<String> before = Everything.in(db);

        RetentionReport report = retention().run(POLICY);

        assertThat(report.dryRun()).isFalse();
        // Appointments, events and letters of two, three and four years ago; each appointment has five events besides.
        assertThat(report.count(StepKind.COMPLETED)).isEqualTo(4);
        assertThat(report.count(StepKind.APPOINTMENTS)).isEqualTo(3);
        assertThat(report.count(StepKind.DEAD_LETTERS)).isEqualTo(4);
        assertThat(Everything.in(db, folder)).isEqualTo(before);
        Instant cutoff = Instant.parse("2024-11-15T12:00:00Z");
        assertThat(db.session().<Integer>read(dsl -> dsl.fetchCount(EVENTS, EVENTS.TIMESTAMP.lt(cutoff))))
                .isZero();
        assertThat(Everything.in(folder))
                .filteredOn(line -> line.startsWith("events"))
                .hasSize((int) (report.count(StepKind.EVENTS) + report.count(StepKind.MONTHS)));
    }

    @Test
    void saysHowOldWhatItMovedWas() {
        anEvent().at(Instant.parse("2023-01-01T00:00:00Z")).insert(db);
        anEvent().at(Instant.parse("2024-02-03T04:05:06Z")).insert(db);

        RetentionReport report = retention().run(POLICY);

        assertThat(report.steps())
                .filteredOn(step -> step.count() == 2 && step.step() != StepKind.PARTITIONS)
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.oldest()).isEqualTo("2023-01-01T00:00:00Z");
                    assertThat(step.newest()).isEqualTo("2024-02-03T04:05:06Z");
                });
    }

    @Test
    void aDryRunCountsTheSameAndChangesNothing() {
        OldClinic.fill(db, clock, 4);
        anIdempotencyKey().insert(db);
        clock.advance(Duration.ofDays(400));
        retention().run(POLICY.withEvents(Period.ofYears(100)).withCompleted(Period.ofMonths(6), Period.ofYears(100)));
        List<String> before = Everything.in(db);

        RetentionReport foretold = retention().dryRun(POLICY);

        assertThat(foretold.dryRun()).isTrue();
        assertThat(Everything.in(db)).isEqualTo(before);
        RetentionReport done = retention().run(POLICY);
        assertThat(foretold.steps())
                .extracting(
                        RetentionReport.Step::step,
                        RetentionReport.Step::count,
                        RetentionReport.Step::oldest,
                        RetentionReport.Step::newest)
                .isEqualTo(done.steps().stream()
                        .map(step -> Tuple.tuple(step.step(), step.count(), step.oldest(), step.newest()))
                        .toList());
    }

    @Test
    void aSecondRunFindsNothingToDo() {
        OldClinic.fill(db, clock, 3);
        retention().run(POLICY);

        RetentionReport again = retention().run(POLICY);

        assertThat(again.steps()).allSatisfy(step -> assertThat(step.count()).isZero());
    }

    @Test
    void severalRunsAtATimeMoveEachRowOnce() throws Exception {
        for (int i = 0; i < 5; i++) {
            OldClinic.fill(db, clock, 3);
        }
        List<String> before = Everything.in(db);

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<RetentionReport>> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                runs.add(threads.submit(() -> retention().run(POLICY)));
            }
            for (Future<RetentionReport> run : runs) {
                run.get();
            }
        }

        assertThat(Everything.in(db, folder)).isEqualTo(before);
        assertThat(retention().run(POLICY).steps())
                .allSatisfy(step -> assertThat(step.count()).isZero());
        assertThat(retention().archive().verify().problems()).isEmpty();
    }

    @Test
    void tellsHowItGetsOn() {
        OldClinic.fill(db, clock, 3);
        List<String> told = new ArrayList<>();

        RetentionReport report = retention()
                .withListener((step, count) -> told.add(step.literal() + " " + count))
                .run(POLICY);

        assertThat(told)
                .contains(
                        "completed " + report.count(StepKind.COMPLETED),
                        "appointments " + report.count(StepKind.APPOINTMENTS));
    }

    @Test
    void hidesCompletedAppointmentsFromTheListsAndLeavesTheirNotes() {
        OldClinic.fill(db, clock, 1);
        Appointment old = db.appointments()
                .findAll(APPOINTMENTS.COMPLETED_AT.lt(clock.instant().minus(Duration.ofDays(200))))
                .getFirst();

        retention().run(POLICY);

        assertThat(db.appointments().findByCustomerId(old.customerId()))
                .doesNotContain(old)
                .isEmpty();
        assertThat(db.appointments().findByCustomerId(old.customerId(), 10)).isEmpty();
        assertThat(db.appointments()
                        .findByDay(old.date().atOffset(ZoneOffset.UTC).toLocalDate(), ZoneOffset.UTC))
                .extracting(Appointment::id)
                .doesNotContain(old.id());
        Appointment hidden = db.appointments().getById(old.id());
        assertThat(hidden.archivedAt()).isEqualTo(clock.instant());
        assertThat(hidden.notes()).isEqualTo("prefers mornings");
        assertThat(db.appointments().findArchivedByCustomerId(old.customerId(), 10))
                .containsExactly(hidden);
    }

    @Test
    void leavesAloneWhatALegalHoldKeeps() {
        OldClinic.fill(db, clock, 4);
        UUID held = db.appointments()
                .findAll(APPOINTMENTS.STATUS.eq(AppointmentStatus.COMPLETED))
                .getFirst()
                .customerId();
        db.legalHolds().create(held, "case 7", COUNSEL);
        List<String> before = Everything.in(db);
        List<String> theirs = Everything.in(db).stream()
                .filter(line -> line.contains(held.toString()))
                .toList();

        retention().run(POLICY);

        assertThat(Everything.in(db, folder)).isEqualTo(before);
        assertThat(Everything.in(db)).containsAll(theirs);
        assertThat(db.appointments().findByCustomerId(held)).hasSize(1);
        assertThat(Everything.in(folder)).noneMatch(line -> line.contains(held.toString()));
        db.legalHolds().lift(held, COUNSEL);
        retention().run(POLICY);
        assertThat(Everything.in(folder))
                .filteredOn(line -> line.startsWith("appointments"))
                .anyMatch(line -> line.contains(held.toString()));
    }

    @Test
    void leavesAnAppointmentThatAWorkflowIsStillAtWorkOn() {
        clock.set(Instant.parse("2023-01-01T00:00:00Z"));
        Appointment visit = anAppointment().completed().insert(db);
        aWorkflow().about(visit).insert(db);
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));

        RetentionReport report = retention().run(POLICY);

        assertThat(report.count(StepKind.APPOINTMENTS)).isZero();
        assertThat(db.appointments().findById(visit.id())).isPresent();
    }

    @Test
    void countersAndTotalsOfTheCustomerStay() {
        OldClinic.fill(db, clock, 4);
        List<Customer> before = db.customers().findAll(DSL.noCondition());

        retention().run(POLICY);

        assertThat(db.customers().findAll(DSL.noCondition())).containsExactlyInAnyOrderElementsOf(before);
    }
}
