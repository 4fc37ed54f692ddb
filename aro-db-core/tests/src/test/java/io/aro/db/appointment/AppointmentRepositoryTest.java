package io.aro.db.appointment;

import static io.aro.db.fixture.Given.MAY;
import static io.aro.db.fixture.Given.customer;
import static io.aro.db.fixture.Given.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bookings, upserts and searches of appointments. */
@BothEngines
@Tag("contract")
class AppointmentRepositoryTest {

    private static final UUID NOBODY = UUID.fromString("01890000-0000-7000-8000-000000000000");

    private final AroDatabase db;
    private final TestClock clock;
    private final AppointmentRepository appointments;
    private final UUID ada;

    AppointmentRepositoryTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        this.appointments = db.appointments();
        this.ada = customer(db, 1).id();
    }

    @Test
    void booksAnAppointmentWithEveryValueGivenAndEveryDefault() {
        Appointment booked = appointments.create(visit(ada)
                .withExternalId("evt-1")
                .withProvider("Dr. Grün")
                .withLocation("Room 2")
                .withDepositAmount(new BigDecimal("20.5"))
                .withNotes("first visit")
                .withBookedBy(Actor.webhook("calendly")));

        assertThat(booked)
                .isEqualTo(new Appointment(
                        booked.id(),
                        "",
                        "evt-1",
                        ada,
                        MAY,
                        Duration.ofMinutes(45),
                        "Cleaning",
                        new BigDecimal("120.00"),
                        "Dr. Grün",
                        "Room 2",
                        AppointmentStatus.BOOKED,
                        List.of(),
                        1,
                        false,
                        null,
                        null,
                        true,
                        new BigDecimal("20.50"),
                        false,
                        null,
                        clock.instant(),
                        clock.instant(),
                        null,
                        null,
                        null,
                        "first visit",
                        null));
        assertThat(appointments.findById(booked.id())).contains(booked);
    }

    @Test
    void recordsTheBookingAsFirstTransitionAndEvent() {
        Appointment booked = appointments.create(visit(ada).withBookedBy(Actor.webhook("calendly")));

        assertThat(appointments.transitionsOf(booked.id()))
                .containsExactly(new AppointmentTransition(
                        booked.id(),
                        1,
                        null,
                        AppointmentStatus.BOOKED,
                        Actor.webhook("calendly"),
                        null,
                        null,
                        clock.instant(),
                        false));
        Event event = db.events().findByEntity("appointment", booked.id(), 10).getFirst();
        assertThat(event.type()).isEqualTo("appointment.created");
        assertThat(event.actor()).isEqualTo(Actor.webhook("calendly"));
        assertThat(event.timestamp()).isEqualTo(booked.createdAt());
        assertThat(event.data().get("customer_id").asString()).isEqualTo(ada.toString());
    }

    @Test
    void refusesUnknownCustomersAndTakenExternalIdsAndLeavesNothing(TestDatabase database) throws SQLException {
        appointments.create(visit(ada).withExternalId("evt-1"));
        var before = Rows.dump(database);

        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> appointments.create(visit(NOBODY)))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.FOREIGN_KEY));
        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> appointments.create(visit(ada).withExternalId("evt-1")))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.UNIQUE));

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void keepsTheExistingAppointmentOnUpsert(TestDatabase database) throws SQLException {
        Appointment first = appointments.upsertByExternalId(visit(ada).withExternalId("evt-1"));
        var before = Rows.dump(database);
        clock.advance(Duration.ofDays(1));

        Appointment second = appointments.upsertByExternalId(
                visit(ada).withExternalId("evt-1").withNotes("other"));

        assertThat(second).isEqualTo(first);
        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void booksAnewOnUpsertWithoutExternalId() {
        Appointment first = appointments.upsertByExternalId(visit(ada));
        Appointment second = appointments.upsertByExternalId(visit(ada));

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(appointments.findByCustomerId(ada)).hasSize(2);
    }

    @Test
    void findsAnAppointmentByExternalId() {
        appointments.create(visit(ada));
        Appointment wanted = appointments.create(visit(ada).withExternalId("evt-2"));

        assertThat(appointments.findByExternalId("evt-2")).contains(wanted);
        assertThat(appointments.findByExternalId("evt-3")).isEmpty();
    }

    @Test
    void findsUpcomingAppointmentsTheNextFirst() {
        UUID later = at(MAY.plus(Duration.ofDays(2)));
        UUID next = at(clock.instant());
        UUID confirmed = at(MAY);
        appointments.updateStatus(confirmed, AppointmentStatus.CONFIRMED, Given.DESK);
        at(clock.instant().minus(Duration.ofNanos(1000)));
        appointments.updateStatus(at(MAY), AppointmentStatus.CANCELLED, Given.DESK);
        appointments.updateStatus(at(MAY), AppointmentStatus.IN_PROGRESS, Given.DESK);

        assertThat(appointments.findUpcoming()).extracting(Appointment::id).containsExactly(next, confirmed, later);
        assertThat(appointments.findUpcoming(2)).extracting(Appointment::id).containsExactly(next, confirmed);
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> appointments.findUpcoming(0));

        clock.advance(Duration.ofNanos(1000));

        assertThat(appointments.findUpcoming()).extracting(Appointment::id).containsExactly(confirmed, later);
    }

    @Test
    void findsTheAppointmentsOfACustomerTheLatestFirst() {
        UUID middle = at(MAY);
        UUID last = at(MAY.plus(Duration.ofDays(1)));
        UUID first = at(MAY.minus(Duration.ofDays(1)));
        Given.booked(db, 2);

        assertThat(appointments.findByCustomerId(ada))
                .extracting(Appointment::id)
                .containsExactly(last, middle, first);
        assertThat(appointments.findByCustomerId(ada, 1))
                .extracting(Appointment::id)
                .containsExactly(last);
        assertThat(appointments.findByCustomerId(NOBODY)).isEmpty();
        assertThat(appointments.transitionsOf(NOBODY)).isEmpty();
    }

    private UUID at(Instant date) {
        return appointments
                .create(NewAppointment.of(ada, date, Duration.ofMinutes(30), "Check", BigDecimal.TEN))
                .id();
    }
}
