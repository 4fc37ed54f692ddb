package io.aro.db.readme;

import static io.aro.db.appointment.StatusChange.by;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.testkit.assertion.AroAssertions.assertThatAppointment;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.event.Actor;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@BothEngines
class BookingTest {

    private static final Actor FRONT_DESK = Actor.user("front-desk");

    @Test
    void confirmingTwiceIsRefused(AroDatabase db, TestClock clock) {
        UUID appointment =
                anAppointment().of(aCustomer().highRisk()).insert(db.session()).id();
        db.appointments().updateStatus(appointment, CONFIRMED, by(FRONT_DESK));
        clock.advance(Duration.ofMinutes(5));

        assertThatThrownBy(() -> db.appointments().updateStatus(appointment, CONFIRMED, by(FRONT_DESK)))
                .isInstanceOf(IllegalTransitionException.class);

        assertThatAppointment(db, appointment).tookPath(BOOKED, CONFIRMED).wasLastMovedBy(FRONT_DESK);
    }

    @Test
    void findUpcomingTakesOneStatementAndAnIndex(TestDatabase database, AroDatabase db) {
        // @start region="costs"
        database.assertStatements(1, () -> db.appointments().findUpcoming());
        database.assertUsesIndexes(() -> db.appointments().findUpcoming());
        // @end
    }
}
