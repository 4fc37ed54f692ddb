package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.jooq.impl.DSL.trueCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Histories;
import io.aro.db.fixture.Rows;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.migration.Migrator;
import io.aro.db.repository.Changes;
import io.aro.db.schema.tables.records.CustomersRecord;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.TableField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counters of customers, up to their greatest values. */
@BothEngines
class CustomerCountersTest {

    private static final long MOST = Long.MAX_VALUE;

    private final AroDatabase db;
    private final TestDatabase database;
    private final Appointment visit;

    CustomerCountersTest(AroDatabase db, TestDatabase database) {
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

    @ParameterizedTest
    @CsvSource({
        "1000000, 333332, 33.33",
        "1000000000000, 333333333333, 33.33",
        "400000000000000, 399999999999998, 100.00",
        "400000000000001, 123456789012345, 30.86",
        "9223372036854775807, 1, 0.00",
        "9223372036854775807, 6148914691236517204, 66.67",
        "9223372036854775807, 9223372036854775806, 100.00"
    })
    void worksOutTheRateOfAnyCounts(long appointments, long confirmed, String rate) throws SQLException {
        given(appointments, confirmed);

        move(CONFIRMED);

        assertThat(customer().confirmedCount()).isEqualTo(confirmed + 1);
        assertThat(customer().confirmationRate()).isEqualTo(rate);
        assertThatCode(() -> Migrator.of(database.jdbcUrl(), database.user(), database.password())
                        .validate())
                .doesNotThrowAnyException();
    }

    @Test
    void completesVisitsBeyondAHundredMillion() {
        givenStanding(CUSTOMERS.LIFETIME_VALUE, new BigDecimal("99999999.99"));
        db.appointments().update(visit.id(), Changes.set(APPOINTMENTS.SERVICE_COST, new BigDecimal("99999999.99")));

        move(IN_PROGRESS, COMPLETED);

        assertThat(customer().lifetimeValue()).isEqualTo("199999999.98");
    }

    @Test
    void completesAVisitThatTheLifetimeValueHasNoRoomFor() {
        givenStanding(CUSTOMERS.LIFETIME_VALUE, new BigDecimal("999999999999999.98"));

        move(IN_PROGRESS, COMPLETED);

        assertThat(customer().lifetimeValue()).isEqualTo("999999999999999.99");
        assertThat(db.appointments().getById(visit.id()).status()).isEqualTo(COMPLETED);
    }

    @Test
    void leavesEachCounterAtTheGreatestCount() throws SQLException {
        given(MOST, MOST);
        List.of(CUSTOMERS.CANCEL_COUNT, CUSTOMERS.NO_SHOW_COUNT, CUSTOMERS.RESCHEDULE_COUNT, CUSTOMERS.DEPOSITS_PAID)
                .forEach(counter -> givenStanding(counter, MOST));

        move(CONFIRMED, RESCHEDULED, BOOKED, CANCELLED);
        UUID another = db.appointments().create(Given.visit(visit.customerId())).id();
        db.appointments().requestDeposit(another, BigDecimal.TEN, Actor.user("desk"));
        db.appointments().payDeposit(another, "pi_1", Actor.user("desk"));
        db.appointments().updateStatus(another, NO_SHOW, DESK);
        db.customers().incrementNoShowCount(visit.customerId());

        assertThat(customer())
                .extracting(
                        Customer::appointmentCount,
                        Customer::confirmedCount,
                        Customer::cancelCount,
                        Customer::noShowCount,
                        Customer::rescheduleCount,
                        Customer::depositsPaid)
                .containsOnly(MOST);
        assertThat(customer().confirmationRate()).isEqualTo("100.00");
    }

    /** A caller may set the columns, and an import may create customers without the counts of their appointments. */
    @Test
    void leavesAtZeroWhatACorrectionTakesMoreFromThanItHolds() {
        move(IN_PROGRESS, COMPLETED);
        givenStanding(CUSTOMERS.LIFETIME_VALUE, BigDecimal.ONE);

        correct(Correction.DID_NOT_COME);
        givenStanding(CUSTOMERS.NO_SHOW_COUNT, 0L);
        correct(Correction.CAME_AFTER_ALL);

        assertThat(db.appointments().getById(visit.id()).status()).isEqualTo(COMPLETED);
        assertThat(customer().noShowCount()).isZero();
        assertThat(customer().lifetimeValue()).isEqualTo("120.00");

        givenStanding(CUSTOMERS.LIFETIME_VALUE, BigDecimal.ONE);
        correct(Correction.DID_NOT_COME);

        assertThat(customer().lifetimeValue()).isEqualTo("0.00");
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

    private void given(long appointments, long confirmed) throws SQLException {
        Rows.execute(
                database,
                String.format(
                        Locale.ROOT,
                        "UPDATE customers SET appointment_count = %s, confirmed_count = %s",
                        appointments,
                        confirmed));
    }

    private <V> void givenStanding(TableField<CustomersRecord, V> column, V value) {
        db.session()
                .write(dsl -> dsl.update(CUSTOMERS)
                        .set(column, value)
                        .where(trueCondition())
                        .execute());
    }

    private void move(AppointmentStatus... statuses) {
        for (AppointmentStatus status : statuses) {
            db.appointments().updateStatus(visit.id(), status, DESK);
        }
    }

    private void correct(Correction correction) {
        db.appointments().correct(visit.id(), correction, DESK.withReason("wrong row clicked"));
    }

    private Customer customer() {
        return db.customers().getById(visit.customerId());
    }
}
