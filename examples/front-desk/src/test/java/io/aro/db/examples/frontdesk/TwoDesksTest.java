package io.aro.db.examples.frontdesk;

import static io.aro.db.appointment.StatusChange.by;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.testkit.Engine.POSTGRES_18;
import static io.aro.db.testkit.assertion.AroAssertions.assertThatAppointment;
import static io.aro.db.testkit.builder.Builders.anAppointment;

import io.aro.db.AroDatabase;
import io.aro.db.event.Actor;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.interleaving.Interleaving;
import io.aro.db.testkit.interleaving.Player;
import io.aro.db.testkit.interleaving.Step;
import java.util.UUID;

/** Shows two concurrent sessions, interleaved step by step. */
class TwoDesksTest {

    @BothEngines(POSTGRES_18)
    void theSecondToMoveAnAppointmentWaitsAndIsRefused(TestDatabase database, AroDatabase db) {
        UUID appointment = anAppointment().insert(db.session()).id();
        try (Interleaving script = Interleaving.of(database)) {
            Player left = script.player("left desk");
            Player right = script.player("right desk");
            left.begin();
            left.run(tx -> tx.appointments().updateStatus(appointment, CANCELLED, by(Actor.user("left"))));
            right.begin();

            Step late =
                    right.start(tx -> tx.appointments().updateStatus(appointment, CONFIRMED, by(Actor.user("right"))));
            late.assertBlocked();
            left.commit();

            late.assertFails(IllegalTransitionException.class);
        }
        assertThatAppointment(db, appointment).isCancelled();
    }
}
