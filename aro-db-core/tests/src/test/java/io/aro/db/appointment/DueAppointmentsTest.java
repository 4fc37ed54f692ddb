package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.MAY;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Histories;
import io.aro.db.fixture.Meanwhile;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.Changes;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Sweeps of missed and finished appointments, beside concurrent changes. */
@BothEngines
class DueAppointmentsTest {

    private static final StatusChange NIGHTLY = StatusChange.by(Actor.system("no-show-sweep"));
    private static final Instant NOON = MAY.plus(Duration.ofHours(2));

    private final AroDatabase db;
    private final TestDatabase database;
    private final AppointmentRepository appointments;
    private final UUID ada;

    DueAppointmentsTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
        this.appointments = db.appointments();
        this.ada = Given.customer(db, 1).id();
    }

    @Test
    void marksAsNoShowsWhatShouldHaveBegunAndNothingElse() {
        UUID booked = appointments.create(visit(ada)).id();
        UUID confirmed = Given.in(db, ada, CONFIRMED).id();
        UUID inProgress = Given.in(db, ada, IN_PROGRESS).id();
        UUID cancelled = Given.in(db, ada, CANCELLED).id();
        UUID later = appointments.create(at(NOON)).id();

        SweepReport report = appointments.markNoShows(NOON, NIGHTLY);

        assertThat(report).isEqualTo(new SweepReport(2, 0));
        assertThat(statuses(booked, confirmed, inProgress, cancelled, later))
                .containsExactly(NO_SHOW, NO_SHOW, IN_PROGRESS, CANCELLED, BOOKED);
        assertThat(appointments.transitionsOf(booked).getLast().actor()).isEqualTo(NIGHTLY.actor());
        Histories.assertCountsAddUp(db, ada);
    }

    @Test
    void completesWhatShouldHaveEnded() {
        UUID over = started(MAY, 45).id();
        UUID justOver = started(NOON.minus(Duration.ofMinutes(30)), 30).id();
        UUID stillOn = started(NOON.minus(Duration.ofMinutes(30)), 31).id();

        SweepReport report = appointments.completeFinished(NOON, NIGHTLY);

        assertThat(report).isEqualTo(new SweepReport(2, 0));
        assertThat(statuses(over, justOver, stillOn)).containsExactly(COMPLETED, COMPLETED, IN_PROGRESS);
    }

    @Test
    void countsAsLeftAloneWhatItsCommandHasMovedBefore() {
        UUID missed = appointments.create(visit(ada)).id();
        StatusChange command = NIGHTLY.withCommandId("sweep-1");
        appointments.markNoShows(NOON, command);
        appointments.correct(missed, Correction.REINSTATE_MISSED, DESK.withReason("came late"));

        assertThat(appointments.markNoShows(NOON, command)).isEqualTo(new SweepReport(0, 1));
        assertThat(statuses(missed)).containsExactly(BOOKED);
    }

    @Test
    void refusesATimeThatTheEnginesWouldOrderDifferently() {
        Instant never = Instant.parse("+10000-01-01T00:00:00Z");

        assertRefused(() -> appointments.markNoShows(never, NIGHTLY));
        assertRefused(() -> appointments.completeFinished(never, NIGHTLY));
        assertRefused(() -> appointments.archiveCompleted(never));
        assertRefused(() -> appointments.findUpcoming(MAY, never, 10));
        assertRefused(() -> appointments.findUpcomingByProvider("Dr. Reyes", MAY, never, 10));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(call);
    }

    @Test
    void goesThroughMoreThanOneBatchWithEqualTimes() {
        IntStream.range(0, 450).forEach(i -> appointments.create(visit(ada)));

        SweepReport report = appointments.markNoShows(NOON, NIGHTLY);

        assertThat(report).isEqualTo(new SweepReport(450, 0));
        assertThat(db.customers().getById(ada).noShowCount()).isEqualTo(450);
        assertThat(appointments.markNoShows(NOON, NIGHTLY)).isEqualTo(new SweepReport(0, 0));
    }

    @Test
    void leavesAloneWhatWasGivenAnotherTimeSinceItWasRead() {
        UUID postponed = appointments.create(visit(ada)).id();
        UUID prolonged = started(MAY, 45).id();
        Meanwhile meanwhile = new Meanwhile();
        AppointmentRepository sweeper = database.open(meanwhile).appointments();

        meanwhile.beforeBegin(() -> appointments.update(postponed, Changes.set(APPOINTMENTS.DATE, NOON)));
        SweepReport missed = sweeper.markNoShows(NOON, NIGHTLY);
        meanwhile.beforeBegin(() -> appointments.update(prolonged, Changes.set(APPOINTMENTS.DURATION, 240)));
        SweepReport finished = sweeper.completeFinished(NOON, NIGHTLY);

        assertThat(meanwhile.isDone()).isTrue();
        assertThat(missed).isEqualTo(new SweepReport(0, 1));
        assertThat(finished).isEqualTo(new SweepReport(0, 1));
        assertThat(statuses(postponed, prolonged)).containsExactly(BOOKED, IN_PROGRESS);
    }

    /** An endless sweep ignores interrupts, hence the separate thread with a timeout. */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void getsPastAWholeBatchOfWhichNoneIsDue() {
        db.useTransaction(tx -> IntStream.range(0, 200).forEach(i -> {
            UUID id = tx.appointments().create(at(MAY, 480)).id();
            tx.appointments().updateStatus(id, IN_PROGRESS, DESK);
        }));
        UUID over = started(MAY.plusSeconds(60), 5).id();

        SweepReport report = appointments.completeFinished(NOON, NIGHTLY);

        assertThat(report).isEqualTo(new SweepReport(1, 0));
        assertThat(statuses(over)).containsExactly(COMPLETED);
    }

    @Test
    void isPartOfTheTransactionItRunsIn() {
        UUID booked = appointments.create(visit(ada)).id();

        db.useTransaction(tx -> {
            assertThat(tx.appointments().markNoShows(NOON, NIGHTLY).moved()).isEqualTo(1);
            assertThat(statusOf(tx.appointments(), booked)).isEqualTo(NO_SHOW);
        });

        assertThat(statuses(booked)).containsExactly(NO_SHOW);
    }

    @Test
    void movesEachOnceWhenTwoSweepsAndTheDeskMeet() throws Exception {
        try (Crew crew = Crew.of(3)) {
            for (int round = 0; round < 5; round++) {
                List<UUID> ids = IntStream.range(0, 20)
                        .mapToObj(i -> appointments.create(visit(ada)).id())
                        .toList();

                Results<Integer> results = crew.together(member -> member == 0
                        ? checkIn(ids)
                        : appointments.markNoShows(NOON, NIGHTLY).moved());

                assertThat(results.failures()).isEmpty();
                assertThat(results.values().stream().mapToInt(Integer::intValue).sum())
                        .isEqualTo(20);
                ids.forEach(id -> Histories.assertReplays(db, id));
            }
        }
        Histories.assertCountsAddUp(db, ada);
    }

    private int checkIn(List<UUID> ids) {
        int done = 0;
        for (UUID id : ids.reversed()) {
            try {
                appointments.updateStatus(id, IN_PROGRESS, DESK);
                done++;
            } catch (IllegalTransitionException e) {
                assertThat(e.from()).isEqualTo(NO_SHOW);
            }
        }
        return done;
    }

    private Appointment started(Instant date, int minutes) {
        return appointments.updateStatus(appointments.create(at(date, minutes)).id(), IN_PROGRESS, DESK);
    }

    private NewAppointment at(Instant date) {
        return at(date, 45);
    }

    private NewAppointment at(Instant date, int minutes) {
        return NewAppointment.of(
                ada,
                date,
                Duration.ofMinutes(minutes),
                "Cleaning",
                Given.visit(ada).serviceCost());
    }

    private List<AppointmentStatus> statuses(UUID... ids) {
        return Arrays.stream(ids).map(id -> statusOf(appointments, id)).toList();
    }

    private static AppointmentStatus statusOf(AppointmentRepository repository, UUID id) {
        return repository.getById(id).status();
    }
}
