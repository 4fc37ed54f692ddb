package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Histories;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Corrections of terminal statuses, with their counters, reasons and events. */
@BothEngines
class CorrectionTest {

    private static final StatusChange MISTAKE =
            StatusChange.by(Actor.admin("ada")).withReason("wrong row clicked");

    private final AroDatabase db;
    private final UUID ada;

    CorrectionTest(AroDatabase db) {
        this.db = db;
        this.ada = Given.customer(db, 1).id();
    }

    @ParameterizedTest
    @EnumSource(Correction.class)
    void leavesATerminalStatusAndTakesBackWhatItCounted(Correction correction) {
        Appointment wrong = Given.in(db, ada, correction.from());

        Appointment right = db.appointments().correct(wrong.id(), correction, MISTAKE);

        assertThat(right.status()).isEqualTo(correction.to());
        assertThat(right.version()).isEqualTo(wrong.version() + 1);
        assertThat(right.completedAt() == null).isEqualTo(correction.to() != COMPLETED);
        assertThat(right.cancelledAt()).isNull();
        assertThat(db.appointments().getById(wrong.id())).isEqualTo(right);
        Histories.assertReplays(db, wrong.id());
        Histories.assertCountsAddUp(db, ada);
        Customer customer = db.customers().getById(ada);
        assertThat(customer.cancelCount()).isZero();
        assertThat(customer.noShowCount()).isEqualTo(correction.to() == NO_SHOW ? 1 : 0);
        assertThat(customer.lifetimeValue()).isEqualTo(correction.to() == COMPLETED ? "120.00" : "0.00");
    }

    @ParameterizedTest
    @EnumSource(Correction.class)
    void refusesToLeaveAnyOtherStatus(Correction correction) {
        for (AppointmentStatus status : AppointmentStatus.values()) {
            if (status != correction.from()) {
                Appointment visit = Given.in(db, ada, status);

                assertThatExceptionOfType(IllegalTransitionException.class)
                        .isThrownBy(() -> db.appointments().correct(visit.id(), correction, MISTAKE));
                assertThat(db.appointments().getById(visit.id())).isEqualTo(visit);
            }
        }
    }

    @Test
    void mustSayWhy() {
        UUID id = Given.in(db, ada, CANCELLED).id();

        for (StatusChange silent : new StatusChange[] {DESK, DESK.withReason(" ")}) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> db.appointments().correct(id, Correction.REINSTATE_CANCELLED, silent))
                    .withMessageContaining("reason");
        }
        assertThat(db.appointments().getById(id).status()).isEqualTo(CANCELLED);
    }

    @Test
    void marksTheTransitionAndTellsOfItInAnEvent() {
        UUID id = Given.in(db, ada, COMPLETED).id();

        db.appointments().correct(id, Correction.DID_NOT_COME, MISTAKE);

        AppointmentTransition last = db.appointments().transitionsOf(id).getLast();
        assertThat(last.correction()).isTrue();
        assertThat(last.reason()).isEqualTo("wrong row clicked");
        assertThat(last.actor()).isEqualTo(Actor.admin("ada"));
        Event event = db.events().findByEntity("appointment", id, 10).getLast();
        assertThat(event.type()).isEqualTo("appointment.corrected");
        assertThat(event.data().get("from").asString()).isEqualTo("completed");
        assertThat(event.data().get("to").asString()).isEqualTo("no_show");
        assertThat(event.data().get("reason").asString()).isEqualTo("wrong row clicked");
    }

    @Test
    void letsOneOfManyCorrectionsWin() throws Exception {
        Correction[] ways = {Correction.CAME_AFTER_ALL, Correction.REINSTATE_MISSED};
        try (Crew crew = Crew.of(8)) {
            for (int round = 0; round < 10; round++) {
                UUID id = Given.in(db, ada, NO_SHOW).id();

                Results<Appointment> results =
                        crew.together(member -> db.appointments().correct(id, ways[member % 2], MISTAKE));

                assertThat(results.values()).hasSize(1);
                assertThat(results.failures()).hasSize(7).hasOnlyElementsOfType(IllegalTransitionException.class);
                Histories.assertReplays(db, id);
            }
        }
        Histories.assertCountsAddUp(db, ada);
    }

    @Test
    void goesOnAsAnyAppointmentAfterwards() {
        UUID id = Given.in(db, ada, CANCELLED).id();
        db.appointments().correct(id, Correction.REINSTATE_CANCELLED, MISTAKE);

        Appointment again = db.appointments().updateStatus(id, CANCELLED, DESK);

        assertThat(again.previousStatus()).containsExactly(BOOKED, CANCELLED, BOOKED);
        Histories.assertReplays(db, id);
        Histories.assertCountsAddUp(db, ada);
    }
}
