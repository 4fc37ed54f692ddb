package io.aro.db.time;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.appointment.SweepReport;
import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.event.EventQuery;
import io.aro.db.event.NewEvent;
import io.aro.db.fixture.Given;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.workflow.NewWorkflow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Guards and cursors with times a microsecond apart, or with fractions of different lengths. */
@BothEngines
class MicrosecondEdgesTest {

    private static final Duration MICROSECOND = Duration.ofNanos(1000);

    /** Times in order; as texts with the shortest fractions, some would sort differently. */
    private static final List<Instant> CLOSE = List.of(
            Instant.parse("2026-03-01T09:59:59.999999Z"),
            Instant.parse("2026-03-01T10:00:00Z"),
            Instant.parse("2026-03-01T10:00:00.000001Z"),
            Instant.parse("2026-03-01T10:00:00.05Z"),
            Instant.parse("2026-03-01T10:00:00.5Z"),
            Instant.parse("2026-03-01T10:00:00.500001Z"),
            Instant.parse("2026-03-01T10:00:00.51Z"),
            Instant.parse("2026-03-01T10:00:01Z"));

    private final AroDatabase db;
    private final TestClock clock;

    MicrosecondEdgesTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        clock.set(Instant.parse("2026-03-02T00:00:00Z"));
    }

    private Appointment book(UUID customer, Instant begins) {
        return db.appointments()
                .create(NewAppointment.of(customer, begins, Duration.ofMinutes(30), "Cleaning", BigDecimal.ONE));
    }

    @Test
    void aWindowOfAppointmentsBeginsWithItsFirstMicrosecondAndEndsBeforeItsLast() {
        UUID customer = Given.customer(db, 1).id();
        List<Appointment> visits = CLOSE.stream().map(at -> book(customer, at)).toList();

        for (int from = 0; from < CLOSE.size(); from++) {
            for (int until = from; until < CLOSE.size(); until++) {
                assertThat(db.appointments().findUpcoming(CLOSE.get(from), CLOSE.get(until), 10))
                        .containsExactlyElementsOf(visits.subList(from, until));
            }
        }
    }

    @Test
    void aPageOfEventsGoesOnAfterEachMicrosecond() {
        UUID visit = db.session().newId();
        CLOSE.forEach(at -> db.events()
                .append(NewEvent.of("visit.noted", "visit", visit, Actor.user("ada"))
                        .withOccurredAt(at)));

        EventQuery all = EventQuery.ofEntity("visit", visit);
        var events = db.events().find(all);

        assertThat(events).extracting(event -> event.timestamp()).containsExactlyElementsOf(CLOSE);
        for (int i = 0; i < CLOSE.size(); i++) {
            var event = events.get(i);
            assertThat(db.events().find(all.withAfter(event.timestamp(), event.id())))
                    .isEqualTo(events.subList(i + 1, CLOSE.size()));
            assertThat(db.events().find(all.withFrom(event.timestamp()))).isEqualTo(events.subList(i, CLOSE.size()));
            assertThat(db.events().find(all.withUntil(event.timestamp()))).isEqualTo(events.subList(0, i));
        }
    }

    @Test
    void messagesAreCountedFromTheMicrosecondOn() {
        UUID customer = Given.customer(db, 1).id();
        Appointment visit = book(customer, CLOSE.getFirst());
        CLOSE.forEach(at -> db.reminders()
                .create(NewReminder.of(visit.id(), ReminderType.HOURS_24, Channel.SMS)
                        .withSentAt(at)));

        for (int i = 0; i < CLOSE.size(); i++) {
            assertThat(db.reminders().countSentTo(customer, CLOSE.get(i))).isEqualTo(CLOSE.size() - i);
            assertThat(db.reminders().countSentTo(customer, CLOSE.getFirst(), CLOSE.get(i)))
                    .isEqualTo(i);
        }
    }

    /** The bound is half a microsecond after a row; a truncated bound would equal the row. */
    @Test
    void aBoundBetweenTwoMicrosecondsHasTheFirstBeforeItAndTheSecondAfterIt() {
        UUID customer = Given.customer(db, 1).id();
        Instant at = CLOSE.get(1);
        Instant half = at.plusNanos(500);
        Instant early = at.minusSeconds(1);
        Instant late = at.plusSeconds(1);
        Appointment visit = book(customer, at);
        UUID subject = db.session().newId();
        db.events()
                .append(NewEvent.of("visit.noted", "visit", subject, Actor.user("ada"))
                        .withOccurredAt(at));
        db.reminders()
                .create(NewReminder.of(visit.id(), ReminderType.HOURS_24, Channel.SMS)
                        .withSentAt(at));

        EventQuery events = EventQuery.ofEntity("visit", subject);
        assertThat(db.events().find(events.withUntil(half))).hasSize(1);
        assertThat(db.events().find(events.withFrom(half))).isEmpty();
        assertThat(db.appointments().findUpcoming(early, half, 10)).hasSize(1);
        assertThat(db.appointments().findUpcoming(half, late, 10)).isEmpty();
        assertThat(db.reminders().countSentTo(customer, early, half)).isEqualTo(1);
        assertThat(db.reminders().countSentTo(customer, half, late)).isZero();
        assertThat(db.reminders().countSentTo(customer, half)).isZero();
        assertThat(db.reminders().findUndelivered(at, 10)).hasSize(1);
        assertThat(db.reminders().findUndelivered(half, 10)).isEmpty();
        assertThat(db.appointments().markNoShows(at, DESK)).isEqualTo(new SweepReport(0, 0));
        assertThat(db.appointments().markNoShows(half, DESK)).isEqualTo(new SweepReport(1, 0));
    }

    @Test
    void aVisitIsCompletedAtTheMicrosecondOfItsEndAndArchivedOnceABoundIsPastThat() {
        UUID customer = Given.customer(db, 1).id();
        Instant begin = CLOSE.get(1);
        Instant end = begin.plus(Duration.ofMinutes(30));
        UUID visit = book(customer, begin).id();
        List.of(CONFIRMED, IN_PROGRESS).forEach(status -> db.appointments().updateStatus(visit, status, DESK));
        clock.set(end);

        assertThat(db.appointments().completeFinished(end.minusNanos(500), DESK))
                .isEqualTo(new SweepReport(0, 0));
        assertThat(db.appointments().completeFinished(end, DESK)).isEqualTo(new SweepReport(1, 0));
        assertThat(db.appointments().archiveCompleted(end)).isZero();
        assertThat(db.appointments().archiveCompleted(end.plusNanos(1))).isEqualTo(1);
    }

    @Test
    void aSweepTakesWhatIsOverToTheMicrosecond() {
        UUID customer = Given.customer(db, 1).id();
        CLOSE.forEach(at -> book(customer, at));

        for (Instant at : CLOSE) {
            assertThat(db.appointments().markNoShows(at, DESK)).isEqualTo(new SweepReport(0, 0));
            assertThat(db.appointments().markNoShows(at.plus(MICROSECOND), DESK))
                    .isEqualTo(new SweepReport(1, 0));
        }
    }

    @Test
    void aVisitIsArchivedAMicrosecondAfterItsCompletion() {
        UUID customer = Given.customer(db, 1).id();

        assertThat(CLOSE).allSatisfy(at -> {
            clock.set(at);
            UUID visit = book(customer, at).id();
            List.of(CONFIRMED, IN_PROGRESS, COMPLETED)
                    .forEach(status -> db.appointments().updateStatus(visit, status, DESK));

            assertThat(db.appointments().archiveCompleted(at)).isZero();
            assertThat(db.appointments().archiveCompleted(at.plus(MICROSECOND))).isEqualTo(1);
        });
    }

    @Test
    void aWorkflowIsDueAtItsMicrosecond() {
        UUID due = db.workflows()
                .create(NewWorkflow.named("remind").withDueAt(CLOSE.get(5)))
                .id();

        for (int i = 0; i < CLOSE.size(); i++) {
            clock.set(CLOSE.get(i));
            assertThat(db.workflows().findDue(10)).hasSize(i < 5 ? 0 : 1);
        }
        assertThat(db.workflows().findById(due)).isPresent();
    }
}
