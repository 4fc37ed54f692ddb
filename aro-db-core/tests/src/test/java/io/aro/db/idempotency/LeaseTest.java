package io.aro.db.idempotency;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.fail;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps, transactions and downstream keys of leased work, over all attempts. */
@BothEngines
@Tag("contract")
@Timeout(120)
class LeaseTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;
    private final List<String> done = new ArrayList<>();

    LeaseTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
    }

    /** The result of a payment. */
    record Payment(String id, @Nullable String note) {}

    @Test
    void doesEachStepOnceOverAllAttempts() {
        failAfter(lease -> {
            assertThat(charge(lease)).isEqualTo(new Payment("pay-1", null));
            assertThat(charge(lease)).isEqualTo(new Payment("pay-1", null));
        });
        failAfter(lease -> {
            assertThat(List.of(charge(lease).id(), book(lease), book(lease)))
                    .containsExactly("pay-1", phone(1), phone(1));
        });
        clock.advance(POLICY.maxBackoff());

        Outcome<String> outcome = service(db).executeLeased(KEY, BODY, String.class, lease -> {
            assertThat(lease.attempt()).isEqualTo(3);
            assertThat(lease.fence()).isEqualTo(3);
            return charge(lease).id() + " " + book(lease);
        });

        assertThat(outcome).isEqualTo(new Executed<>("pay-1 " + phone(1)));
        assertThat(done).containsExactly("charged", "booked");
        assertThat(db.customers().findByPhone(phone(1)).map(Customer::phone)).contains(phone(1));
    }

    @Test
    void keepsStepsWhenAnotherTakesOver() {
        AroDatabase other = database.open();

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> service(db).executeLeased(KEY, BODY, String.class, lease -> {
                    charge(lease);
                    clock.advance(POLICY.lease());
                    service(other)
                            .executeLeased(
                                    KEY,
                                    BODY,
                                    String.class,
                                    next -> charge(next).id());
                    return "zombie";
                }));

        assertThat(done).containsExactly("charged");
        assertThat(lease(db, KEY, "not reached")).isEqualTo(new Replayed<>("pay-1"));
    }

    @Test
    void takesANullResultForAResult() {
        failAfter(lease -> lease.step("nothing", String.class, this::nothing));

        service(db).executeLeased(KEY, BODY, String.class, lease -> {
            assertThat(lease.<@Nullable String, RuntimeException>step("nothing", String.class, this::nothing))
                    .isNull();
            return "done";
        });

        assertThat(done).containsExactly("nothing");
    }

    @Test
    void doesNotRecordAStepThatFails() throws SQLException {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> service(db)
                        .<String, IOException>executeLeased(
                                KEY,
                                BODY,
                                String.class,
                                lease -> lease.step("call", String.class, () -> {
                                    throw new IOException("no answer");
                                }),
                                failure -> FailureAction.retry()));
        assertThat(Rows.count(database, "idempotency_steps")).isZero();

        clock.advance(POLICY.maxBackoff());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> service(db)
                        .<String, IOException>executeLeased(
                                KEY,
                                BODY,
                                String.class,
                                lease -> lease.transactionalStep("book", String.class, tx -> {
                                    tx.customers().create(NewCustomer.withPhone(phone(1)));
                                    throw new IOException("no seat");
                                }),
                                failure -> FailureAction.retry()));
        assertThat(Rows.count(database, "idempotency_steps")).isZero();
        assertThat(Rows.count(database, "customers")).isZero();
    }

    @Test
    void forgetsTheStepsOfARequestWhoseKeyHasExpired() throws SQLException {
        failAfter(this::charge);
        clock.advance(POLICY.retention());

        service(db).executeLeased(KEY, "{\"event\": \"another\"}", String.class, lease -> {
            assertThat(lease.attempt()).isEqualTo(1);
            return charge(lease).id();
        });

        assertThat(done).containsExactly("charged", "charged");
        assertThat(Rows.query(database, "SELECT fence FROM idempotency_steps")).containsExactly("2");
    }

    @Test
    void forgetsTheStepsAlsoIfTheExpiredKeyWasUsedInAnotherWayMeanwhile() {
        failAfter(this::charge);
        clock.advance(POLICY.retention());
        service(db).checkAndLock(KEY, Duration.ofDays(7));
        clock.advance(POLICY.lease());

        service(db)
                .executeLeased(
                        KEY,
                        "{\"event\": \"another\"}",
                        String.class,
                        lease -> charge(lease).id());

        assertThat(done).containsExactly("charged", "charged");
    }

    @Test
    void keepsTheKeyForOtherServicesOverAllAttemptsAndForNothingElse() {
        Set<String> keys = new LinkedHashSet<>();
        for (int attempt = 1; attempt <= 3; attempt++) {
            failAfter(lease -> {
                keys.add(lease.downstreamKey("charge"));
                assertThat(lease.downstreamKey("refund")).isNotEqualTo(lease.downstreamKey("charge"));
            });
        }
        assertThat(keys).hasSize(1).allMatch(key -> key.matches("[0-9a-f]{64}"));

        for (IdempotencyKey other : List.of(
                key(2),
                KEY.inScope("clinic-7"),
                IdempotencyKey.of("stripe", "evt-1"),
                IdempotencyKey.of("calendl", "yevt-1"))) {
            service(db).executeLeased(other, BODY, String.class, lease -> {
                keys.add(lease.downstreamKey("charge"));
                return "done";
            });
        }
        clock.advance(POLICY.retention());
        service(db).executeLeased(KEY, "{\"event\": \"another\"}", String.class, lease -> {
            keys.add(lease.downstreamKey("charge"));
            return "done";
        });
        assertThat(keys).hasSize(6);
    }

    @Test
    void renewsTheLeaseWithEachTransaction() {
        service(db).executeLeased(KEY, BODY, String.class, lease -> {
            clock.advance(Duration.ofMinutes(59));
            lease.<String, RuntimeException>inTransaction(tx -> "renewed");
            clock.advance(Duration.ofMinutes(59));

            assertThat(lease(database.open(), KEY, "not reached")).isInstanceOf(Outcome.InProgress.class);
            return "done";
        });
    }

    @Test
    void rollsBackOnlyTheTransactionThatFails() {
        service(db).executeLeased(KEY, BODY, String.class, lease -> {
            lease.<Customer, RuntimeException>inTransaction(
                    tx -> tx.customers().create(NewCustomer.withPhone(phone(1))));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> lease.<String, IOException>inTransaction(tx -> {
                        tx.customers().create(NewCustomer.withPhone(phone(2)));
                        throw new IOException("no");
                    }));
            return "done";
        });

        assertThat(db.customers().findByPhone(phone(1))).isPresent();
        assertThat(db.customers().findByPhone(phone(2))).isEmpty();
    }

    @Test
    void holdsNoTransactionWhileTheHandlerRuns() {
        Outcome<String> outcome = service(db)
                .executeLeased(
                        KEY,
                        BODY,
                        String.class,
                        lease -> db.customers()
                                .create(NewCustomer.withPhone(phone(1)))
                                .phone());

        assertThat(outcome).isEqualTo(new Executed<>(phone(1)));
    }

    @Test
    void triesAReleasedRequestAgainAsOftenAsANewOne() {
        IdempotencyService once = service(db, POLICY.withMaxAttempts(1));
        for (int round = 1; round <= 3; round++) {
            fail(once, KEY, failure -> FailureAction.retry());
            assertThat(once.keys().find(KEY).orElseThrow().state()).isEqualTo(KeyState.EXHAUSTED);
            once.keys().release(KEY);
        }

        assertThat(once.<String, RuntimeException>executeLeased(KEY, BODY, String.class, lease -> "done"))
                .isEqualTo(new Executed<>("done"));
    }

    private Payment charge(Lease lease) {
        return lease.step("charge", Payment.class, () -> {
            done.add("charged");
            return new Payment("pay-1", null);
        });
    }

    private String book(Lease lease) {
        return lease.transactionalStep("book", String.class, tx -> {
            done.add("booked");
            return tx.customers().create(NewCustomer.withPhone(phone(1))).phone();
        });
    }

    private @Nullable String nothing() {
        done.add("nothing");
        return null;
    }

    /** Delivers the request after its backoff, with a failure after some work. */
    private void failAfter(Work work) {
        clock.advance(POLICY.maxBackoff());
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> service(db)
                        .<String, IllegalStateException>executeLeased(
                                KEY,
                                BODY,
                                String.class,
                                lease -> {
                                    work.run(lease);
                                    throw new IllegalStateException("half way");
                                },
                                failure -> FailureAction.retry()))
                .satisfies(failure ->
                        assertThat(Objects.requireNonNull(failure).getMessage()).isEqualTo("half way"));
    }

    private interface Work {
        void run(Lease lease);
    }
}
