package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.MAY;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Histories;
import io.aro.db.fixture.Rows;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.lifecycle.LostRaceException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rescheduled appointments, with their links, deposits, external ids and repeated commands. */
@BothEngines
class RescheduleTest {

    private static final Instant JUNE = MAY.plus(Duration.ofDays(28));

    private final AroDatabase db;
    private final TestDatabase database;
    private final AppointmentRepository appointments;
    private final UUID ada;

    RescheduleTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
        this.appointments = db.appointments();
        this.ada = Given.customer(db, 1).id();
    }

    @Test
    void keepsTheOldSlotAndLinksTheNewOneToIt() {
        Appointment old = appointments.create(
                visit(ada).withProvider("Dr. Reyes").withLocation("Room 2").withNotes("first visit"));

        Appointment moved = appointments.reschedule(old.id(), NewSlot.at(JUNE), DESK);

        assertThat(moved.id()).isNotEqualTo(old.id());
        assertThat(moved.rescheduledFrom()).isEqualTo(old.id());
        assertThat(moved.date()).isEqualTo(JUNE);
        assertThat(moved.status()).isEqualTo(BOOKED);
        assertThat(moved)
                .usingRecursiveComparison()
                .comparingOnlyFields(
                        "customerId", "duration", "serviceType", "serviceCost", "provider", "location", "notes")
                .isEqualTo(old);
        Appointment before = appointments.getById(old.id());
        assertThat(before.status()).isEqualTo(RESCHEDULED);
        assertThat(before.date()).isEqualTo(MAY);
        assertThat(appointments.findReplacementOf(old.id())).contains(moved);
        Histories.assertReplays(db, old.id());
        Histories.assertReplays(db, moved.id());
        Histories.assertCountsAddUp(db, ada);
        assertThat(db.customers().getById(ada).rescheduleCount()).isEqualTo(1);
    }

    @Test
    void takesWhatTheNewSlotSays() {
        Appointment old =
                appointments.create(visit(ada).withProvider("Dr. Reyes").withExternalId("evt-1"));

        Appointment moved = appointments.reschedule(
                old.id(),
                NewSlot.at(JUNE)
                        .withDuration(Duration.ofMinutes(60))
                        .withProvider("Dr. Okafor")
                        .withLocation("Room 5")
                        .withExternalId("evt-2"),
                DESK);

        assertThat(moved.duration()).isEqualTo(Duration.ofMinutes(60));
        assertThat(moved.provider()).isEqualTo("Dr. Okafor");
        assertThat(moved.location()).isEqualTo("Room 5");
        assertThat(appointments.findByExternalId("evt-1")).map(Appointment::id).contains(old.id());
        assertThat(appointments.findByExternalId("evt-2")).contains(moved);
    }

    @Test
    void letsTheExternalIdFollowWhenTheProviderKeepsIt() {
        UUID first = appointments.create(visit(ada).withExternalId("evt-1")).id();
        UUID second = appointments.create(visit(ada).withExternalId("evt-2")).id();

        Appointment silently = appointments.reschedule(first, NewSlot.at(JUNE), DESK);
        Appointment byName = appointments.reschedule(second, NewSlot.at(JUNE).withExternalId("evt-2"), DESK);

        assertThat(appointments.findByExternalId("evt-1")).contains(silently);
        assertThat(appointments.findByExternalId("evt-2")).contains(byName);
        assertThat(appointments.getById(first).externalId()).isNull();
    }

    @Test
    void takesAPaidDepositAlong() {
        UUID old = appointments
                .create(visit(ada).withDepositAmount(new BigDecimal("25.00")))
                .id();
        appointments.payDeposit(old, "pay-1", Actor.webhook("stripe"));

        Appointment moved = appointments.reschedule(old, NewSlot.at(JUNE), DESK);

        assertThat(moved.depositRequired()).isTrue();
        assertThat(moved.depositAmount()).isEqualTo("25.00");
        assertThat(moved.depositPaid()).isTrue();
        assertThat(appointments.findByDepositPayment("pay-1")).contains(moved);
        assertThat(appointments.getById(old).depositPaid()).isFalse();
        assertThat(db.customers().getById(ada).depositsPaid()).isEqualTo(1);
    }

    @Test
    void givesASlotToOneThatWasRescheduledWithoutOne() {
        UUID old = Given.in(db, ada, RESCHEDULED).id();

        Appointment moved = appointments.reschedule(old, NewSlot.at(JUNE), DESK);

        assertThat(moved.rescheduledFrom()).isEqualTo(old);
        assertThat(appointments.transitionsOf(old)).hasSize(2);
        assertThat(db.customers().getById(ada).rescheduleCount()).isEqualTo(1);
    }

    @Test
    void returnsTheSameAppointmentWhenTheDeliveryComesAgain() throws SQLException {
        UUID byCommand = appointments.create(visit(ada)).id();
        UUID byExternalId = appointments.create(visit(ada)).id();
        NewSlot named = NewSlot.at(JUNE).withExternalId("evt-9");
        Appointment one = appointments.reschedule(byCommand, NewSlot.at(JUNE), DESK.withCommandId("delivery-1"));
        Appointment other = appointments.reschedule(byExternalId, named, DESK);
        var before = Rows.dump(database);

        assertThat(appointments.reschedule(byCommand, NewSlot.at(JUNE), DESK.withCommandId("delivery-1")))
                .isEqualTo(one);
        assertThat(appointments.reschedule(byExternalId, named, DESK)).isEqualTo(other);

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void leavesANewAppointmentWhereItIsWhenTheCommandThatMadeItComesAgain() throws SQLException {
        UUID old = appointments.create(visit(ada)).id();
        Appointment moved = appointments.reschedule(old, NewSlot.at(JUNE), DESK.withCommandId("delivery-1"));
        var before = Rows.dump(database);

        Appointment again = appointments.reschedule(moved.id(), NewSlot.at(JUNE), DESK.withCommandId("delivery-1"));

        assertThat(again).isEqualTo(moved);
        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void movesNothingByACommandThatHasChangedTheAppointmentOtherwise() throws SQLException {
        UUID id = appointments.create(visit(ada)).id();
        Appointment confirmed = appointments.updateStatus(id, CONFIRMED, DESK.withCommandId("delivery-1"));
        var before = Rows.dump(database);

        assertThat(appointments.reschedule(id, NewSlot.at(JUNE), DESK.withCommandId("delivery-1")))
                .isEqualTo(confirmed);

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void givesASlotToWhatTheSameCommandHasRescheduledByHand() {
        UUID old = appointments.create(visit(ada).withExternalId("evt-1")).id();
        appointments.updateStatus(old, RESCHEDULED, DESK.withCommandId("delivery-1"));
        Instant later = database.clock().advance(Duration.ofMinutes(5));

        Appointment moved = appointments.reschedule(old, NewSlot.at(JUNE), DESK.withCommandId("delivery-1"));

        assertThat(moved.rescheduledFrom()).isEqualTo(old);
        assertThat(moved.externalId()).isEqualTo("evt-1");
        assertThat(appointments.getById(old).updatedAt()).isEqualTo(later);
    }

    @Test
    void refusesASecondSlotAndToBookTheOldOneAnew() throws SQLException {
        UUID old = appointments.create(visit(ada)).id();
        Appointment moved = appointments.reschedule(old, NewSlot.at(JUNE), DESK);
        var before = Rows.dump(database);

        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> appointments.reschedule(old, NewSlot.at(MAY), DESK))
                .withMessageContaining(moved.id().toString());
        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> appointments.updateStatus(old, BOOKED, DESK))
                .withMessageContaining(moved.id().toString());

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void refusesWhatIsOverUnknownOrChangedMeanwhileAndWritesNothing() throws SQLException {
        UUID over = Given.in(db, ada, CANCELLED).id();
        UUID changed = Given.in(db, ada, RESCHEDULED).id();
        UUID taken = appointments.create(visit(ada).withExternalId("evt-1")).id();
        UUID booked = appointments.create(visit(ada)).id();
        var before = Rows.dump(database);

        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> appointments.reschedule(over, NewSlot.at(JUNE), DESK));
        assertThatExceptionOfType(LostRaceException.class)
                .isThrownBy(() -> appointments.reschedule(changed, NewSlot.at(JUNE), DESK.withExpectedVersion(1)));
        assertThatExceptionOfType(LostRaceException.class)
                .isThrownBy(() -> appointments.reschedule(taken, NewSlot.at(JUNE), DESK.withExpectedVersion(7)));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> appointments.reschedule(ada, NewSlot.at(JUNE), DESK));
        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(
                        () -> appointments.reschedule(booked, NewSlot.at(JUNE).withExternalId("evt-1"), DESK));

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void tellsOfBothInEvents() {
        UUID old = appointments.create(visit(ada)).id();

        Appointment moved = appointments.reschedule(old, NewSlot.at(JUNE), DESK.withReason("customer is away"));

        Event left = db.events().findByEntity("appointment", old, 10).getLast();
        assertThat(left.type()).isEqualTo("appointment.rescheduled");
        assertThat(left.data().get("reason").asString()).isEqualTo("customer is away");
        Event created = db.events().findByEntity("appointment", moved.id(), 10).getFirst();
        assertThat(created.type()).isEqualTo("appointment.created");
        assertThat(created.data().get("rescheduled_from").asString()).isEqualTo(old.toString());
    }

    @Test
    void booksOneSlotWhenManyAskAtOnce() throws Exception {
        try (Crew crew = Crew.of(8)) {
            for (int round = 0; round < 10; round++) {
                UUID old = appointments.create(visit(ada)).id();

                Results<Appointment> results = crew.together(
                        member -> appointments.reschedule(old, NewSlot.at(JUNE.plus(Duration.ofHours(member))), DESK));

                assertThat(results.values()).hasSize(1);
                assertThat(results.failures()).hasSize(7).hasOnlyElementsOfType(RefusedChangeException.class);
                assertThat(appointments.findReplacementOf(old))
                        .contains(results.values().getFirst());
            }
        }
        Histories.assertCountsAddUp(db, ada);
    }

    @Test
    void neverBooksAnewWhatIsReplacedAtTheSameTime() throws Exception {
        try (Crew crew = Crew.of(2)) {
            for (int round = 0; round < 100; round++) {
                UUID old = Given.in(db, ada, RESCHEDULED).id();

                Results<Appointment> results = crew.together(member -> member == 0
                        ? appointments.reschedule(old, NewSlot.at(JUNE), DESK)
                        : appointments.updateStatus(old, BOOKED, DESK));

                assertThat(results.failures()).hasOnlyElementsOfType(RefusedChangeException.class);
                assertThat(appointments.findReplacementOf(old)).isPresent();
                assertThat(appointments.getById(old).status()).isEqualTo(RESCHEDULED);
            }
        }
        Histories.assertCountsAddUp(db, ada);
    }
}
