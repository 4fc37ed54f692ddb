package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.MAY;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Given;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Searches of upcoming appointments and of days in a zone, with their limits. */
@BothEngines
class AppointmentQueriesTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final AppointmentRepository appointments;
    private final AroDatabase db;
    private final UUID ada;
    private final UUID bob;

    AppointmentQueriesTest(AroDatabase db) {
        this.db = db;
        this.appointments = db.appointments();
        this.ada = Given.customer(db, 1).id();
        this.bob = Given.customer(db, 2).id();
    }

    @Test
    void findsUpcomingOnesOfAWindowWithItsStartAndWithoutItsEnd() {
        Appointment first = book(ada, MAY);
        Appointment second = book(bob, MAY.plus(Duration.ofHours(1)));
        book(ada, MAY.plus(Duration.ofHours(2)));
        book(ada, MAY.minusMillis(1));
        Appointment cancelled = book(ada, MAY);
        appointments.updateStatus(cancelled.id(), CANCELLED, DESK);

        assertThat(appointments.findUpcoming(MAY, MAY.plus(Duration.ofHours(2)), 10))
                .containsExactly(first, second);
        assertThat(appointments.findUpcoming(MAY, MAY.plus(Duration.ofHours(2)), 1))
                .containsExactly(first);
    }

    @Test
    void findsUpcomingOnesOfAProvider() {
        Appointment hers = appointments.create(visit(ada).withProvider("Dr. Grün"));
        appointments.create(visit(ada).withProvider("Dr. Reyes"));
        appointments.create(visit(ada));

        assertThat(appointments.findUpcomingByProvider("Dr. Grün", MAY, MAY.plusSeconds(1), 10))
                .containsExactly(hers);
    }

    @Test
    void findsUpcomingOnesOfACustomerFromNowOn(TestClock clock) {
        Appointment next = book(ada, MAY);
        Appointment after = book(ada, MAY.plus(Duration.ofDays(1)));
        book(bob, MAY);
        book(ada, clock.instant().minusSeconds(60));

        assertThat(appointments.findUpcomingByCustomer(ada, 10)).containsExactly(next, after);
        assertThat(appointments.findUpcomingByCustomer(ada, 1)).containsExactly(next);
    }

    @Test
    void findsADayByTheClockOfTheBusinessEvenWhenItHasTwentyThreeHours() {
        LocalDate springForward = LocalDate.of(2026, 3, 8);
        Appointment firstMinute = book(ada, Instant.parse("2026-03-08T05:00:00Z"));
        Appointment lastMinute = book(ada, Instant.parse("2026-03-09T03:59:00Z"));
        book(ada, Instant.parse("2026-03-08T04:59:00Z"));
        book(ada, Instant.parse("2026-03-09T04:00:00Z"));
        Appointment cancelled = appointments.updateStatus(lastMinute.id(), CANCELLED, DESK);

        assertThat(appointments.findByDay(springForward, NEW_YORK)).containsExactly(firstMinute, cancelled);
        assertThat(appointments.findByDay(springForward, NEW_YORK, 1)).containsExactly(firstMinute);
    }

    @Test
    void findsThoseOfTheFirstAndTheLastDayOfTheCalendarInEachZone() {
        LocalDate firstDay = LocalDate.of(1, 1, 1);
        LocalDate lastDay = LocalDate.of(9999, 12, 31);
        Appointment first = book(ada, Instant.parse("0001-01-01T10:00:00Z"));
        Appointment last = book(ada, Instant.parse("9999-12-31T10:30:00Z"));

        for (ZoneId zone : List.of(NEW_YORK, ZoneOffset.UTC, ZoneOffset.ofHours(9), ZoneOffset.ofHours(-10))) {
            assertThat(appointments.findByDay(firstDay, zone)).containsExactly(first);
            assertThat(appointments.findByDay(lastDay, zone)).containsExactly(last);
            assertThat(appointments.findByDay(lastDay, zone, 5)).containsExactly(last);
            assertThat(appointments.findByDay(lastDay.minusDays(1), zone)).isEmpty();
        }
        assertThat(appointments.findByDay(lastDay, ZoneOffset.MAX)).isEmpty();
    }

    @Test
    void refusesADayThatTheCalendarLacks() {
        for (LocalDate day :
                List.of(LocalDate.MIN, LocalDate.of(0, 12, 31), LocalDate.of(10_000, 1, 1), LocalDate.MAX)) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> appointments.findByDay(day, ZoneOffset.UTC))
                    .withMessage("The value of day must be a day between the years 1 and 9999.");
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> appointments.findByDay(day, ZoneOffset.UTC, 5));
        }
    }

    @Test
    void refusesALimitThatIsNone() {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> appointments.findUpcoming(MAY, MAY, 0));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> appointments.findByDay(LocalDate.EPOCH, NEW_YORK, -1));
    }

    private Appointment book(UUID customer, Instant date) {
        NewAppointment any = visit(customer);
        return db.appointments()
                .create(NewAppointment.of(customer, date, any.duration(), any.serviceType(), any.serviceCost()));
    }
}
