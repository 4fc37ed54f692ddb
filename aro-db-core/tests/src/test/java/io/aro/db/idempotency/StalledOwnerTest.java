package io.aro.db.idempotency;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.row;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failure mode F6: an owner stalls beyond its lease, a successor finishes the work, and the owner goes on. */
@BothEngines
@Timeout(120)
class StalledOwnerTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final AroDatabase other;
    private final TestClock clock;
    private final TestDatabase database;

    StalledOwnerTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.other = database.open();
        this.clock = clock;
        this.database = database;
    }

    @Test
    @DisplayName("F6: a stalled owner's transaction is rolled back")
    void losesItsTransaction() throws SQLException {
        assertRefused(stalled -> stalled.inTransaction(
                tx -> tx.customers().create(NewCustomer.withPhone(phone(1))).phone()));
    }

    @Test
    @DisplayName("F6: a stalled owner's step is not recorded")
    void losesItsStep() throws SQLException {
        assertRefused(stalled -> stalled.step("call", String.class, () -> "zombie"));
    }

    @Test
    @DisplayName("F6: a stalled owner's transactional step is rolled back")
    void losesItsTransactionalStep() throws SQLException {
        assertRefused(stalled -> stalled.transactionalStep(
                "book",
                String.class,
                tx -> tx.customers().create(NewCustomer.withPhone(phone(1))).phone()));
    }

    @Test
    @DisplayName("F6: a stalled owner's response is not stored")
    void losesItsResponse() throws SQLException {
        assertRefused(stalled -> "zombie");
    }

    @Test
    @DisplayName("F6: a stalled owner's failure changes nothing under every failure action and reports the lost lease")
    void losesItsVerdict() throws SQLException {
        int number = 1;
        for (FailureAction<String> verdict :
                List.<FailureAction<String>>of(FailureAction.retry(), FailureAction.giveUp(), FailureAction.park())) {
            IdempotencyKey key = key(++number);
            List<Map<String, List<String>>> before = new ArrayList<>();

            Throwable failure = catchThrowable(() -> service(db)
                    .executeLeased(
                            key,
                            BODY,
                            String.class,
                            stalled -> {
                                before.add(takeOver(key));
                                throw new IllegalStateException("too late");
                            },
                            error -> verdict));

            assertThat(failure).isInstanceOf(IllegalStateException.class);
            assertThat(failure.getSuppressed()).hasOnlyElementsOfType(LeaseLostException.class);
            assertThat(failure.getSuppressed()).hasSize(1);
            assertThat(before).containsExactly(Rows.dump(database));
        }
    }

    @Test
    @DisplayName("F6: a late owner may still finish without a takeover")
    void finishesLateIfNobodyHasTakenOver() throws SQLException {
        Outcome<String> outcome = service(db).executeLeased(KEY, BODY, String.class, late -> {
            clock.advance(POLICY.lease().multipliedBy(3));
            return late.step("call", String.class, () -> "late");
        });

        assertThat(outcome).isEqualTo(new Executed<>("late"));
        assertThat(row(database)).isEqualTo("completed|1|1");
    }

    @Test
    @DisplayName("F6: after a detected loss nothing more is tried, and each call reports the loss")
    void refusesEverythingOnceTheLeaseIsKnownToBeLost() {
        List<String> told = new ArrayList<>();
        List<String> run = new ArrayList<>();

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> service(db).executeLeased(KEY, BODY, String.class, stalled -> {
                    stalled.onLost(() -> told.add("before"));
                    assertThat(stalled.isLost()).isFalse();
                    takeOver(KEY);
                    assertLost(() -> stalled.step("first", String.class, () -> "zombie"));

                    assertThat(stalled.isLost()).isTrue();
                    stalled.onLost(() -> told.add("after"));
                    assertLost(stalled::requireHeld);
                    assertLost(() -> stalled.step("next", String.class, () -> run("step", run)));
                    assertLost(() -> stalled.transactionalStep("tx", String.class, tx -> run("step in tx", run)));
                    assertLost(() -> stalled.inTransaction(tx -> run("transaction", run)));
                    return "zombie";
                }))
                .satisfies(lost -> assertThat(lost.key()).isEqualTo(KEY))
                .satisfies(lost -> assertThat(lost.fence()).isEqualTo(1));

        assertThat(told).containsExactly("before", "after");
        assertThat(run).isEmpty();
    }

    @Test
    @DisplayName("F6: a failing onLost action neither hides the loss nor stops the other actions")
    void survivesAnActionThatFails() {
        List<String> told = new ArrayList<>();

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> service(db).executeLeased(KEY, BODY, String.class, stalled -> {
                    stalled.onLost(() -> {
                        throw new IllegalStateException("an action that fails");
                    });
                    stalled.onLost(() -> told.add("the next"));
                    takeOver(KEY);
                    return stalled.step("call", String.class, () -> "zombie");
                }));

        assertThat(told).containsExactly("the next");
    }

    @Test
    @DisplayName("F6: a lost lease of a second key inside the work is an ordinary failure and parks the work")
    void parksWorkThatFailsForTheLostLeaseOfAnotherKey() {
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> service(db)
                        .executeLeased(
                                KEY,
                                BODY,
                                String.class,
                                outer -> service(db)
                                        .executeLeased(key(2), BODY, String.class, inner -> {
                                            takeOver(key(2));
                                            return "zombie";
                                        })
                                        .toString()))
                .satisfies(lost -> assertThat(lost.key()).isEqualTo(key(2)));

        assertThat(lease(db, KEY, "not reached")).isInstanceOf(Parked.class);
    }

    private static String run(String label, List<String> run) {
        run.add(label);
        return label;
    }

    private static void assertLost(Runnable call) {
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(call::run);
    }

    private void assertRefused(LeasedHandler<String, RuntimeException> zombie) throws SQLException {
        List<Map<String, List<String>>> before = new ArrayList<>();

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> service(db).executeLeased(KEY, BODY, String.class, stalled -> {
                    before.add(takeOver(KEY));
                    return zombie.handle(stalled);
                }));

        assertThat(before).containsExactly(Rows.dump(database));
        assertThat(row(database)).isEqualTo("completed|2|2");
        assertThat(lease(db, KEY, "not reached")).isEqualTo(new Outcome.Replayed<>("thief"));
    }

    /** Finishes the work as the successor after the expiry, and returns the rows of the database. */
    private Map<String, List<String>> takeOver(IdempotencyKey key) {
        clock.advance(POLICY.lease());
        assertThat(lease(other, key, "thief")).isEqualTo(new Executed<>("thief"));
        try {
            return Rows.dump(database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
