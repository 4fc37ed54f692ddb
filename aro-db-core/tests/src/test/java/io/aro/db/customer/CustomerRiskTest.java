package io.aro.db.customer;

import static io.aro.db.fixture.Given.customer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Watched;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Risk scores, with their categories and deposits. */
@BothEngines
class CustomerRiskTest {

    private static final UUID NOBODY = UUID.fromString("01890000-0000-7000-8000-000000000000");

    private final CustomerRepository customers;
    private final TestClock clock;
    private final UUID ada;

    CustomerRiskTest(AroDatabase db, TestClock clock) {
        this.customers = db.customers();
        this.clock = clock;
        this.ada = customer(db, 1).id();
    }

    @Test
    void derivesCategoryAndDepositFromTheScore() {
        Map<Integer, RiskCategory> categories = Map.of(
                0, RiskCategory.LOW,
                39, RiskCategory.LOW,
                40, RiskCategory.MEDIUM,
                69, RiskCategory.MEDIUM,
                70, RiskCategory.HIGH,
                100, RiskCategory.HIGH);

        categories.forEach((score, category) -> {
            Instant later = clock.advance(Duration.ofMinutes(1));

            customers.updateRiskScore(ada, score);

            Customer rated = customers.getById(ada);
            assertThat(rated.riskScore()).isEqualTo(score);
            assertThat(rated.riskCategory()).isEqualTo(category);
            assertThat(rated.requiresDeposit()).isEqualTo(score >= 70);
            assertThat(rated.updatedAt()).isEqualTo(later);
        });
    }

    @Test
    void requiresADepositFromTheThresholdThatABusinessHasChosen() {
        customers.updateRiskScore(ada, 50, 50);
        assertThat(customers.getById(ada).requiresDeposit()).isTrue();
        assertThat(customers.getById(ada).riskCategory()).isEqualTo(RiskCategory.MEDIUM);

        customers.updateRiskScore(ada, 99, 100);
        assertThat(customers.getById(ada).requiresDeposit()).isFalse();
        assertThat(customers.getById(ada).riskCategory()).isEqualTo(RiskCategory.HIGH);
    }

    @Test
    void leavesABlockedCustomerBlockedUntilUnblockedByHand() {
        customers.updateRiskScore(ada, 20, RiskCategory.BLOCKED);

        customers.updateRiskScore(ada, 90);
        assertThat(customers.getById(ada).riskCategory()).isEqualTo(RiskCategory.BLOCKED);
        assertThat(customers.getById(ada).riskScore()).isEqualTo(90);
        assertThat(customers.getById(ada).requiresDeposit()).isTrue();

        customers.updateRiskScore(ada, 90, RiskCategory.HIGH);
        customers.updateRiskScore(ada, 10);
        assertThat(customers.getById(ada).riskCategory()).isEqualTo(RiskCategory.LOW);
    }

    @Test
    void refusesScoresAndThresholdsOutsideTheirRange() {
        Customer before = customers.getById(ada);

        refuses(() -> customers.updateRiskScore(ada, -1));
        refuses(() -> customers.updateRiskScore(ada, 101));
        refuses(() -> customers.updateRiskScore(ada, 50, -1));
        refuses(() -> customers.updateRiskScore(ada, 50, 101));
        refuses(() -> customers.updateRiskScore(ada, 101, RiskCategory.HIGH));

        assertThat(customers.getById(ada)).isEqualTo(before);
    }

    @Test
    void saysWhichCustomerIsMissing() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> customers.updateRiskScore(NOBODY, 50))
                .satisfies(refused -> assertThat(refused.id()).isEqualTo(NOBODY));
    }

    @Test
    void takesOneStatement(TestDatabase database) {
        Watched watched = Watched.over(database, clock);

        assertThat(watched.counter()
                        .counting(() -> watched.db().customers().updateRiskScore(ada, 50))
                        .count())
                .isEqualTo(1);
    }

    private static void refuses(Runnable call) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(call::run);
    }
}
