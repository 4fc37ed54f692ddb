package io.aro.db.readme;

import static io.aro.db.appointment.StatusChange.by;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

// tag::testkit[]
@BothEngines
class BookingTest {

    private static final Actor FRONT_DESK = Actor.user("front-desk");

    @Test
    void confirmingTwiceIsRefused(AroDatabase db, TestClock clock) {
        Customer ada = db.customers().create(NewCustomer.withPhone("+15551234567"));
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
        UUID visit = db.appointments()
                .create(NewAppointment.of(ada.id(), tomorrow, Duration.ofMinutes(45), "Cleaning", BigDecimal.TEN))
                .id();

        db.appointments().updateStatus(visit, CONFIRMED, by(FRONT_DESK));

        assertThatThrownBy(() -> db.appointments().updateStatus(visit, CONFIRMED, by(FRONT_DESK)))
                .isInstanceOf(IllegalTransitionException.class);
    }
}
// end::testkit[]
