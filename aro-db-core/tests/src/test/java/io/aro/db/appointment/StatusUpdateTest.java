package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.customer;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchException;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Changes;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rows written by a move: status, transition, event and counters. */
@BothEngines
@Tag("contract")
class StatusUpdateTest {

    private final AroDatabase db;
    private final TestClock clock;
    private final UUID ada;

    StatusUpdateTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        this.ada = customer(db, 1).id();
    }

    @Test
    void keepsTheStatusesBeforeAndCountsTheMoves() {
        Appointment visit = book();

        move(visit, CONFIRMED);
        move(visit, RESCHEDULED);
        Appointment moved = move(visit, BOOKED);

        assertThat(moved.previousStatus()).containsExactly(BOOKED, CONFIRMED, RESCHEDULED);
        assertThat(moved.version()).isEqualTo(4);
    }

    @Test
    void stampsTheTimeOfTheMove() {
        Instant confirmedAt = clock.advance(Duration.ofHours(1));
        Appointment confirmed = move(book(), CONFIRMED);

        assertThat(confirmed.confirmationReceived()).isTrue();
        assertThat(confirmed.confirmationDate()).isEqualTo(confirmedAt);
        assertThat(confirmed.updatedAt()).isEqualTo(confirmedAt);

        Instant cancelledAt = clock.advance(Duration.ofHours(1));
        Appointment cancelled = move(confirmed, CANCELLED);

        assertThat(cancelled.cancelledAt()).isEqualTo(cancelledAt);
        assertThat(cancelled.completedAt()).isNull();
        assertThat(cancelled.confirmationDate()).isEqualTo(confirmedAt);

        move(book(), IN_PROGRESS);
        Appointment inProgress = move(book(), IN_PROGRESS);
        Instant completedAt = clock.advance(Duration.ofHours(1));
        Appointment completed = move(inProgress, COMPLETED);

        assertThat(completed.completedAt()).isEqualTo(completedAt);
        assertThat(completed.cancelledAt()).isNull();
        assertThat(completed.confirmationReceived()).isFalse();
    }

    @Test
    void writesTheTransitionWithActorReasonAndCommand() {
        Appointment visit = book();
        Instant at = clock.advance(Duration.ofHours(1));

        db.appointments()
                .updateStatus(
                        visit.id(),
                        CANCELLED,
                        StatusChange.by(Actor.webhook("twilio"))
                                .withReason("customer is ill")
                                .withCommandId("sms-17"));

        assertThat(db.appointments().transitionsOf(visit.id()).getLast())
                .isEqualTo(new AppointmentTransition(
                        visit.id(),
                        2,
                        BOOKED,
                        CANCELLED,
                        Actor.webhook("twilio"),
                        "customer is ill",
                        "sms-17",
                        at,
                        false));
    }

    @Test
    void appendsAnEventWithActorFactsAndTheTimeOfTheMove() {
        Appointment visit = book();
        clock.advance(Duration.ofHours(1));

        Appointment moved = db.appointments()
                .updateStatus(
                        visit.id(),
                        NO_SHOW,
                        StatusChange.by(Actor.admin("root")).withReason("did not come"));

        Event event = db.events().findLatest(1).getFirst();
        assertThat(event.type()).isEqualTo("appointment.no_show");
        assertThat(event.entityType()).isEqualTo("appointment");
        assertThat(event.entityId()).isEqualTo(visit.id());
        assertThat(event.actor()).isEqualTo(Actor.admin("root"));
        assertThat(event.timestamp())
                .isEqualTo(moved.updatedAt())
                .isEqualTo(db.appointments().transitionsOf(visit.id()).getLast().occurredAt());
        assertThat(event.data().propertyNames()).containsExactlyInAnyOrder("from", "to", "version", "reason");
        assertThat(event.data().get("from").asString()).isEqualTo("booked");
        assertThat(event.data().get("to").asString()).isEqualTo("no_show");
        assertThat(event.data().get("version").asInt()).isEqualTo(2);
        assertThat(event.data().get("reason").asString()).isEqualTo("did not come");
    }

    @Test
    void appendsOneEventPerMove() {
        Appointment visit = book();

        move(visit, RESCHEDULED);
        clock.advance(Duration.ofMinutes(1));
        move(visit, BOOKED);

        assertThat(db.events().findByEntity("appointment", visit.id(), 10))
                .extracting(Event::type)
                .containsExactly("appointment.created", "appointment.rescheduled", "appointment.rebooked");
    }

    @Test
    void countsCancelledMissedAndMovedAppointmentsOfTheCustomer() {
        move(book(), CANCELLED);
        move(book(), CANCELLED);
        move(book(), NO_SHOW);
        Appointment moved = move(book(), RESCHEDULED);
        move(move(moved, BOOKED), RESCHEDULED);
        move(book(), RESCHEDULED);
        Instant last = clock.advance(Duration.ofHours(1));
        move(book(), CANCELLED);

        Customer customer = db.customers().getById(ada);
        assertThat(customer.cancelCount()).isEqualTo(3);
        assertThat(customer.noShowCount()).isEqualTo(1);
        assertThat(customer.rescheduleCount()).isEqualTo(3);
        assertThat(customer.updatedAt()).isEqualTo(last);
    }

    @Test
    void leavesOtherCustomersAlone() {
        Customer eve = customer(db, 2);

        move(book(), CANCELLED);

        assertThat(db.customers().getById(eve.id())).isEqualTo(eve);
    }

    @Test
    void roundsTheConfirmationRateToTwoDecimals() {
        Appointment first = book();
        Appointment second = book();
        Appointment third = book();

        move(first, CONFIRMED);
        assertThat(rate()).isEqualTo("33.33");

        move(second, CONFIRMED);
        assertThat(rate()).isEqualTo("66.67");

        move(third, CONFIRMED);
        assertThat(rate()).isEqualTo("100.00");
    }

    @Test
    void keepsARateThatWasEarnedWhenTheAppointmentIsCancelledLater() {
        Appointment first = book();
        book();
        move(first, CONFIRMED);

        move(first, CANCELLED);

        assertThat(rate()).isEqualTo("50.00");
    }

    @Test
    void addsTheCostOfCompletedAppointmentsToTheLifetimeValueExactly() {
        for (String cost : new String[] {"0.10", "0.20", "19.99"}) {
            Appointment visit = db.appointments()
                    .create(NewAppointment.of(
                            ada, clock.instant(), Duration.ofMinutes(30), "Check", new BigDecimal(cost)));
            move(move(visit, IN_PROGRESS), COMPLETED);
        }
        move(move(book(), IN_PROGRESS), NO_SHOW);

        assertThat(db.customers().getById(ada).lifetimeValue()).isEqualTo("20.29");
    }

    @Test
    void takesPartInTheTransactionOfTheCaller() {
        Appointment visit = book();
        IllegalStateException reason = new IllegalStateException("undone");

        assertThat(catchException(() -> db.useTransaction(tx -> {
                    tx.appointments().updateStatus(visit.id(), CANCELLED, DESK);
                    throw reason;
                })))
                .isSameAs(reason);

        assertThat(db.appointments().getById(visit.id())).isEqualTo(visit);
        assertThat(db.appointments().transitionsOf(visit.id())).hasSize(1);
        assertThat(db.customers().getById(ada).cancelCount()).isZero();
        assertThat(db.events().findByEntity("appointment", visit.id(), 10)).hasSize(1);
    }

    private Appointment book() {
        return db.appointments().create(visit(ada));
    }

    private Appointment move(Appointment visit, AppointmentStatus to) {
        return db.appointments().updateStatus(visit.id(), to, DESK);
    }

    private String rate() {
        return db.customers().getById(ada).confirmationRate().toString();
    }

    @Test
    void keepsWhateverCharactersAReasonHas() {
        String reason = "O'Brien: \\ '' ? {0} :x $1 $$ -- /* %s \" \n\t \uD83D\uDE00 \u00FC; DROP TABLE events";
        Appointment visit = book();

        db.appointments()
                .updateStatus(visit.id(), CANCELLED, DESK.withReason(reason).withCommandId("it's \\ 1?"));

        AppointmentTransition last = db.appointments().transitionsOf(visit.id()).getLast();
        assertThat(last.reason()).isEqualTo(reason);
        assertThat(last.commandId()).isEqualTo("it's \\ 1?");
        Event event = db.events().findByEntity("appointment", visit.id(), 10).getLast();
        assertThat(event.data().get("reason").asString()).isEqualTo(reason);
    }

    @Test
    void keepsTheCostThatTheLifetimeValueHasCounted() {
        Appointment visit = move(move(book(), IN_PROGRESS), COMPLETED);

        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> db.appointments()
                        .update(visit.id(), Changes.set(APPOINTMENTS.SERVICE_COST, new BigDecimal("1.00"))));

        assertThat(db.appointments().getById(visit.id())).isEqualTo(visit);
    }
}
