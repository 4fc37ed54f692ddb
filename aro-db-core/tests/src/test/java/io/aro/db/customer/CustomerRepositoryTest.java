package io.aro.db.customer;

import static io.aro.db.fixture.Given.customer;
import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Creation, upserts and searches of customers. */
@BothEngines
@Tag("contract")
class CustomerRepositoryTest {

    private static final UUID NOBODY = UUID.fromString("01890000-0000-7000-8000-000000000000");

    private final AroDatabase db;
    private final TestClock clock;
    private final CustomerRepository customers;

    CustomerRepositoryTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        this.customers = db.customers();
    }

    @Test
    void createsACustomerWithEveryValueGivenAndEveryDefault() {
        Customer ada = customers.create(NewCustomer.withPhone(phone(1))
                .withName("Ada")
                .withEmail("ada@example.org")
                .withCommunicationPreference(CommunicationPreference.WHATSAPP)
                .withTags("vip", "a,b", "\"quoted\""));

        assertThat(ada)
                .isEqualTo(new Customer(
                        ada.id(),
                        phone(1),
                        "ada@example.org",
                        "Ada",
                        0,
                        0,
                        0,
                        new BigDecimal("0.00"),
                        new BigDecimal("0.00"),
                        PaymentStatus.NO_HISTORY,
                        0,
                        ReviewStatus.NONE,
                        null,
                        CommunicationPreference.WHATSAPP,
                        0,
                        RiskCategory.LOW,
                        false,
                        clock.instant(),
                        clock.instant(),
                        List.of("vip", "a,b", "\"quoted\""),
                        0,
                        0));
        assertThat(customers.findById(ada.id())).contains(ada);
    }

    @Test
    void refusesASecondCustomerWithThePhone() {
        customer(db, 1);

        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> customer(db, 1))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.UNIQUE))
                .withMessageNotContaining(phone(1));
    }

    @Test
    void findsACustomerByPhone() {
        customer(db, 1);
        Customer second = customer(db, 2);

        assertThat(customers.findByPhone(phone(2))).contains(second);
        assertThat(customers.findByPhone(phone(3))).isEmpty();
    }

    @Test
    void saysWhichCustomerIsMissing() {
        assertThat(customers.findById(NOBODY)).isEmpty();
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> customers.getById(NOBODY))
                .satisfies(refused -> assertThat(refused.id()).isEqualTo(NOBODY))
                .satisfies(refused -> assertThat(refused.entity()).isEqualTo("customer"));
    }

    @Test
    void findsHighRiskAndBlockedCustomersTheRiskiestFirst() {
        UUID high = rated(1, 75, RiskCategory.HIGH);
        rated(2, 65, RiskCategory.MEDIUM);
        UUID blocked = rated(3, 20, RiskCategory.BLOCKED);
        UUID higher = rated(4, 99, RiskCategory.HIGH);
        rated(5, 0, RiskCategory.LOW);

        assertThat(customers.findHighRisk()).extracting(Customer::id).containsExactly(higher, high, blocked);
        assertThat(customers.findHighRisk(2)).extracting(Customer::id).containsExactly(higher, high);
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> customers.findHighRisk(0));
    }

    @Test
    void requiresADepositFromScoreSeventyOn() {
        UUID id = customer(db, 1).id();
        Instant later = clock.advance(Duration.ofMinutes(1));

        customers.updateRiskScore(id, 70, RiskCategory.HIGH);

        Customer risky = customers.getById(id);
        assertThat(risky.riskScore()).isEqualTo(70);
        assertThat(risky.riskCategory()).isEqualTo(RiskCategory.HIGH);
        assertThat(risky.requiresDeposit()).isTrue();
        assertThat(risky.updatedAt()).isEqualTo(later);

        customers.updateRiskScore(id, 69, RiskCategory.MEDIUM);

        assertThat(customers.getById(id).requiresDeposit()).isFalse();
    }

    @Test
    void refusesScoresOutsideTheirRangeAndUnknownCustomers() {
        UUID id = customer(db, 1).id();

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> customers.updateRiskScore(id, 101, RiskCategory.HIGH));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> customers.updateRiskScore(id, -1, RiskCategory.LOW));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> customers.updateRiskScore(NOBODY, 1, RiskCategory.LOW));
        assertThat(customers.getById(id).riskScore()).isZero();
    }

    @Test
    void countsNoShows() {
        UUID id = customer(db, 1).id();
        Instant later = clock.advance(Duration.ofMinutes(1));

        customers.incrementNoShowCount(id);
        customers.incrementNoShowCount(id);

        assertThat(customers.getById(id).noShowCount()).isEqualTo(2);
        assertThat(customers.getById(id).updatedAt()).isEqualTo(later);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> customers.incrementNoShowCount(NOBODY));
    }

    @Test
    void keepsTheExistingCustomerOnUpsert() {
        Customer first = customers.upsertByPhone(
                NewCustomer.withPhone(phone(1)).withName("Ada").withTags("vip"));
        clock.advance(Duration.ofDays(1));

        Customer second = customers.upsertByPhone(
                NewCustomer.withPhone(phone(1)).withName("Eve").withEmail("eve@example.org"));

        assertThat(second).isEqualTo(first);
        assertThat(customers.getById(first.id())).isEqualTo(first);
    }

    @Test
    void deletesACustomerWithItsAppointmentsAndTheirHistory(TestDatabase database) throws SQLException {
        Appointment visit = Given.booked(db, 1);
        db.appointments().updateStatus(visit.id(), AppointmentStatus.CONFIRMED, Given.DESK);
        Appointment others = Given.booked(db, 2);

        assertThat(customers.delete(visit.customerId())).isTrue();

        assertThat(customers.findById(visit.customerId())).isEmpty();
        assertThat(db.appointments().findById(visit.id())).isEmpty();
        assertThat(db.appointments().transitionsOf(visit.id())).isEmpty();
        assertThat(Rows.count(database, "appointments")).isEqualTo(1);
        assertThat(db.appointments().getById(others.id())).isEqualTo(others);
        assertThat(customers.delete(visit.customerId())).isFalse();
    }

    private UUID rated(int number, int score, RiskCategory category) {
        UUID id = customer(db, number).id();
        customers.updateRiskScore(id, score, category);
        return id;
    }
}
