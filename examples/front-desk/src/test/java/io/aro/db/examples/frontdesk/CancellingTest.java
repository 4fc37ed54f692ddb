package io.aro.db.examples.frontdesk;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.testkit.Engine.POSTGRES_18;
import static io.aro.db.testkit.Engine.SQLITE;
import static io.aro.db.testkit.assertion.AroAssertions.assertThat;
import static io.aro.db.testkit.assertion.AroAssertions.assertThatEventsOf;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Shows the test clock, and appointments brought to a status by legal transitions. */
@BothEngines({SQLITE, POSTGRES_18})
class CancellingTest {

    private final AroDatabase db;
    private final TestClock clock;
    private final FrontDesk desk;

    CancellingTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        this.desk = new FrontDesk(db, Banks.free());
    }

    @Test
    void givesTheDepositBackADayBefore() {
        Appointment appointment = appointmentInThreeDays();
        clock.set(appointment.date().minus(FrontDesk.NOTICE));

        Appointment cancelled = desk.cancel(appointment.id(), "ill");

        assertThat(cancelled).in(db).tookPath(BOOKED, CONFIRMED, CANCELLED).wasLastMovedBecause("ill");
        assertThatEventsOf(db, "appointment", appointment.id()).doNotContain(FrontDesk.DEPOSIT_KEPT);
    }

    @Test
    void keepsTheDepositOnTheLastDay() {
        Appointment appointment = appointmentInThreeDays();
        clock.set(appointment.date().minus(FrontDesk.NOTICE).plusMillis(1));

        desk.cancel(appointment.id(), "ill");

        assertThatEventsOf(db, "appointment", appointment.id()).contain(FrontDesk.DEPOSIT_KEPT);
    }

    @Test
    void refusesACompletedAppointment() {
        Appointment appointment = anAppointment().completed().insert(db.session());

        assertThatThrownBy(() -> desk.cancel(appointment.id(), "ill")).isInstanceOf(IllegalTransitionException.class);

        assertThat(db.appointments().getById(appointment.id())).isCompleted();
    }

    @Test
    void takesNoDepositForACancelledAppointment() {
        Appointment appointment = anAppointment().cancelled().insert(db.session());

        assertThatThrownBy(() -> desk.takeDeposit(appointment.id())).isInstanceOf(RefusedChangeException.class);

        assertThat(db.appointments().getById(appointment.id()).depositRequired())
                .isFalse();
    }

    private Appointment appointmentInThreeDays() {
        return anAppointment()
                .startsIn(Duration.ofDays(3))
                .depositPaid()
                .confirmed()
                .insert(db.session());
    }
}
