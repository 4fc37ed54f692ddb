package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.lifecycle.LostRaceException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refusals and repetitions that change no row, by a comparison of the whole database before and after each call. */
@BothEngines
class StatusRefusalTest {

    private final AroDatabase db;
    private final TestDatabase database;
    private final Appointment visit;
    private Map<String, List<String>> before = Map.of();

    StatusRefusalTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
        this.visit = Given.booked(db, 1);
        db.appointments().updateStatus(visit.id(), RESCHEDULED, DESK.withCommandId("move-1"));
        db.appointments().updateStatus(visit.id(), BOOKED, DESK.withCommandId("move-2"));
    }

    @BeforeEach
    void remembers() throws SQLException {
        before = Rows.dump(database);
    }

    @AfterEach
    void findsNothingChanged() throws SQLException {
        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void saysThatTheAppointmentIsMissing() {
        UUID unknown = UUID.fromString("01890000-0000-7000-8000-000000000000");

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> db.appointments().updateStatus(unknown, CONFIRMED, DESK))
                .satisfies(refused -> assertThat(refused.id()).isEqualTo(unknown))
                .satisfies(refused -> assertThat(refused.entity()).isEqualTo("appointment"));
    }

    @Test
    void saysWhatWouldBeAllowed() {
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> db.appointments().updateStatus(visit.id(), COMPLETED, DESK))
                .withMessage(
                        "Appointment %s is booked and cannot become completed; allowed: confirmed, rescheduled,"
                                + " cancelled, no_show, in_progress.",
                        visit.id());
    }

    @Test
    void saysThatTheVersionIsAnother() {
        assertThatExceptionOfType(LostRaceException.class)
                .isThrownBy(() -> db.appointments().updateStatus(visit.id(), CONFIRMED, DESK.withExpectedVersion(2)))
                .satisfies(refused -> assertThat(refused.appointmentId()).isEqualTo(visit.id()))
                .satisfies(refused -> assertThat(refused.actualVersion()).isEqualTo(3));
    }

    @Test
    void answersARepeatedCommandWithTheAppointmentAsItIs() {
        Appointment answer = db.appointments().updateStatus(visit.id(), BOOKED, DESK.withCommandId("move-2"));

        assertThat(answer.version()).isEqualTo(3);
        assertThat(answer.status()).isEqualTo(BOOKED);
    }

    @Test
    void answersARepeatedCommandAlsoWhenTheMoveWouldBeLegalAgain() {
        Appointment answer = db.appointments().updateStatus(visit.id(), RESCHEDULED, DESK.withCommandId("move-1"));

        assertThat(answer.version()).isEqualTo(3);
        assertThat(answer.status()).isEqualTo(BOOKED);
    }

    @Test
    void answersARepeatedCommandAlsoWhenItsVersionIsLongGone() {
        Appointment answer = db.appointments()
                .updateStatus(
                        visit.id(), RESCHEDULED, DESK.withCommandId("move-1").withExpectedVersion(1));

        assertThat(answer.version()).isEqualTo(3);
    }

    @Test
    void leavesTheTransactionOfTheCallerUsableAfterARefusal() {
        db.useTransaction(tx -> {
            assertThatExceptionOfType(IllegalTransitionException.class)
                    .isThrownBy(() -> tx.appointments().updateStatus(visit.id(), COMPLETED, DESK));
            assertThat(tx.appointments().getById(visit.id()).status()).isEqualTo(BOOKED);
        });
    }

    @Test
    void doesNotTakeTheCommandOfAnotherAppointmentForARepetition() throws SQLException {
        Appointment other = Given.booked(db, 2);

        Appointment moved = db.appointments().updateStatus(other.id(), CANCELLED, DESK.withCommandId("move-1"));

        assertThat(moved.status()).isEqualTo(CANCELLED);
        remembers();
    }
}
