package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Histories;
import io.aro.db.fixture.Rows;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@BothEngines
class CustomerStandingTest {

    private static final int MOST = Integer.MAX_VALUE;

    private final AroDatabase db;
    private final TestDatabase database;
    private final Appointment visit;

    CustomerStandingTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
        this.visit = Given.booked(db, 1);
    }

    @Test
    void countsAnAppointmentAsConfirmedOnceHoweverOftenItIsConfirmed() {
        Given.booked(db, 2);
        move(CONFIRMED);
        Customer once = customer();

        move(RESCHEDULED, BOOKED, CONFIRMED);

        assertThat(once.confirmedCount()).isEqualTo(1);
        assertThat(customer().confirmedCount()).isEqualTo(1);
        assertThat(customer().appointmentCount()).isEqualTo(1);
        assertThat(customer().confirmationRate()).isEqualTo("100.00");
        Histories.assertCountsAddUp(db, visit.customerId());
    }

    @Test
    void worksOutTheRateOfMoreConfirmationsThanThirtyTwoBitsHoldInHundredths() throws SQLException {
        given(107_375, 107_374);

        move(CONFIRMED);

        assertThat(customer().confirmedCount()).isEqualTo(107_375);
        assertThat(customer().confirmationRate()).isEqualTo("100.00");
    }

    @Test
    void worksOutTheRateUpToTheGreatestCount() throws SQLException {
        given(MOST - 1, MOST / 2);

        db.appointments().create(Given.visit(visit.customerId()));
        move(CONFIRMED);

        assertThat(customer().appointmentCount()).isEqualTo(MOST);
        assertThat(customer().confirmedCount()).isEqualTo(MOST / 2 + 1);
        assertThat(customer().confirmationRate()).isEqualTo("50.00");
    }

    @Test
    void worksOutTheRateOfManyThatAreBookedTogether() throws SQLException {
        given(1_000_000, 500_000);

        db.appointments()
                .createAll(
                        Stream.generate(() -> Given.visit(visit.customerId())).limit(3));

        assertThat(customer().appointmentCount()).isEqualTo(1_000_003);
        assertThat(customer().confirmationRate()).isEqualTo("50.00");
    }

    private void given(int appointments, int confirmed) throws SQLException {
        Rows.execute(
                database,
                "UPDATE customers SET appointment_count = %s, confirmed_count = %s".formatted(appointments, confirmed));
    }

    private void move(AppointmentStatus... statuses) {
        for (AppointmentStatus status : statuses) {
            db.appointments().updateStatus(visit.id(), status, DESK);
        }
    }

    private Customer customer() {
        return db.customers().getById(visit.customerId());
    }
}
