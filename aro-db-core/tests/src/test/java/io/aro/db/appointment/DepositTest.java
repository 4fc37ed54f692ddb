package io.aro.db.appointment;

import static io.aro.db.fixture.Given.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Requests and payments of deposits, including repeated and concurrent payments. */
@BothEngines
class DepositTest {

    private static final Actor DESK = Actor.user("front-desk");
    private static final Actor STRIPE = Actor.webhook("stripe");
    private static final BigDecimal FIFTY = new BigDecimal("50.00");

    private final AroDatabase db;
    private final TestDatabase database;
    private final AppointmentRepository appointments;
    private final UUID ada;

    DepositTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
        this.appointments = db.appointments();
        this.ada = Given.customer(db, 1).id();
    }

    @Test
    void isAskedForAndPaid() {
        UUID id = appointments.create(visit(ada)).id();

        Appointment asked = appointments.requestDeposit(id, FIFTY, DESK);
        Instant payment = database.clock().advance(Duration.ofMinutes(5));
        Appointment paid = appointments.payDeposit(id, "pay-1", STRIPE);

        assertThat(asked.depositRequired()).isTrue();
        assertThat(asked.depositAmount()).isEqualTo("50.00");
        assertThat(asked.depositPaid()).isFalse();
        assertThat(paid.depositPaid()).isTrue();
        assertThat(paid.depositPaymentId()).isEqualTo("pay-1");
        assertThat(appointments.findByDepositPayment("pay-1")).contains(paid);
        assertThat(db.customers().getById(ada).depositsPaid()).isEqualTo(1);
        assertThat(db.customers().getById(ada).updatedAt()).isEqualTo(payment);
        assertThat(db.events().findByEntity("appointment", id, 10))
                .extracting(Event::type, Event::actor)
                .contains(tuple("deposit.requested", DESK), tuple("deposit.paid", STRIPE));
    }

    @Test
    void mayBeAskedForAnewWithAnotherAmountUntilItIsPaid() {
        UUID id = appointments.create(visit(ada).withDepositAmount(FIFTY)).id();

        Appointment asked = appointments.requestDeposit(id, new BigDecimal("30.00"), DESK);

        assertThat(asked.depositAmount()).isEqualTo("30.00");
        appointments.payDeposit(id, "pay-1", STRIPE);
        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> appointments.requestDeposit(id, FIFTY, DESK))
                .withMessageContaining("paid");
    }

    @Test
    void countsAPaymentOnceHoweverOftenItIsReported() throws SQLException {
        UUID id = appointments.create(visit(ada).withDepositAmount(FIFTY)).id();
        Appointment paid = appointments.payDeposit(id, "pay-1", STRIPE);
        var before = Rows.dump(database);

        assertThat(appointments.payDeposit(id, "pay-1", STRIPE)).isEqualTo(paid);

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void refusesASecondPaymentAndOneThatPaidAnother() throws SQLException {
        UUID id = appointments.create(visit(ada).withDepositAmount(FIFTY)).id();
        UUID other = appointments.create(visit(ada).withDepositAmount(FIFTY)).id();
        appointments.payDeposit(id, "pay-1", STRIPE);
        var before = Rows.dump(database);

        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> appointments.payDeposit(id, "pay-2", STRIPE))
                .withMessageContaining("another payment");
        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> appointments.payDeposit(other, "pay-1", STRIPE))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(ConstraintViolationException.Kind.UNIQUE));

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void refusesWhatMakesNoSense() throws SQLException {
        UUID none = appointments.create(visit(ada)).id();
        UUID over = Given.in(db, ada, AppointmentStatus.CANCELLED).id();
        var before = Rows.dump(database);

        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> appointments.payDeposit(none, "pay-1", STRIPE))
                .withMessageContaining("has no deposit requested");
        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> appointments.requestDeposit(over, FIFTY, DESK));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> appointments.requestDeposit(ada, FIFTY, DESK));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> appointments.payDeposit(ada, "pay-1", STRIPE));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> appointments.requestDeposit(none, new BigDecimal("-1"), DESK));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> appointments.requestDeposit(none, new BigDecimal("1.005"), DESK));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> appointments.payDeposit(none, " ", STRIPE));

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void countsOneOfManyPaymentsThatArriveAtOnce() throws Exception {
        try (Crew crew = Crew.of(8)) {
            for (int round = 1; round <= 10; round++) {
                UUID id =
                        appointments.create(visit(ada).withDepositAmount(FIFTY)).id();
                int number = round;

                Results<Appointment> results =
                        crew.together(member -> appointments.payDeposit(id, number + "-" + member % 2, STRIPE));

                assertThat(results.values()).hasSize(4);
                assertThat(results.failures()).hasSize(4).hasOnlyElementsOfType(RefusedChangeException.class);
                assertThat(db.customers().getById(ada).depositsPaid()).isEqualTo(round);
            }
        }
    }
}
