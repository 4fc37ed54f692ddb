package io.aro.db.hold;

import static io.aro.db.testkit.builder.Builders.aCustomer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Creation and lifting of legal holds. */
@BothEngines
@Tag("contract")
class LegalHoldRepositoryTest {

    private static final Actor COUNSEL = Actor.admin("counsel");

    private final AroDatabase db;
    private final TestClock clock;

    LegalHoldRepositoryTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Test
    void keepsWhatIsGiven() {
        Customer customer = aCustomer().insert(db);

        LegalHold hold = db.legalHolds().create(customer.id(), "case 7", COUNSEL);

        assertThat(hold).isEqualTo(new LegalHold(customer.id(), "case 7", COUNSEL, clock.instant()));
        assertThat(db.legalHolds().find(customer.id())).hasValue(hold);
        assertThat(db.legalHolds().findAll()).containsExactly(hold);
        assertThat(db.events().findByEntity("customer", customer.id(), 10))
                .extracting(Event::type)
                .contains("customer.held");
    }

    @Test
    void oneThatIsThereStaysAsItIs() {
        Customer customer = aCustomer().insert(db);
        LegalHold first = db.legalHolds().create(customer.id(), "case 7", COUNSEL);

        LegalHold second = db.legalHolds().create(customer.id(), "case 8", Actor.admin("another"));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void isLiftedOnce() {
        Customer customer = aCustomer().insert(db);
        db.legalHolds().create(customer.id(), "case 7", COUNSEL);

        assertThat(db.legalHolds().lift(customer.id(), COUNSEL)).isTrue();
        assertThat(db.legalHolds().lift(customer.id(), COUNSEL)).isFalse();

        assertThat(db.legalHolds().find(customer.id())).isEmpty();
        assertThat(db.events().findByEntity("customer", customer.id(), 10))
                .extracting(Event::type)
                .containsSubsequence("customer.held", "customer.released");
    }

    @Test
    void aHeldCustomerCanBeNeitherDeletedNorChangedAgainstIt() {
        Customer held = aCustomer().insert(db);
        Customer free = aCustomer().insert(db);
        db.legalHolds().create(held.id(), "case 7", COUNSEL);

        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> db.customers().delete(held.id()))
                .withMessage("The customer %s is under a legal hold; lift it first.", held.id());
        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> db.legalHolds().requireFree(held.id()))
                .withMessage("The customer %s is under a legal hold; lift it first.", held.id());
        db.legalHolds().requireFree(free.id());
        assertThat(db.customers().findById(held.id())).isPresent();
    }

    @Test
    void refusesAHoldOnNobodyOrWithoutAReason() {
        Customer customer = aCustomer().insert(db);

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> db.legalHolds().create(new UUID(0, 1), "case 7", COUNSEL));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.legalHolds().create(customer.id(), " ", COUNSEL));
    }
}
