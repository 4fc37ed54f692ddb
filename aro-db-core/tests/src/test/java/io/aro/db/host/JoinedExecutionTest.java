package io.aro.db.host;

import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.KeyEvent;
import io.aro.db.idempotency.KeyEvent.Kind;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;

/** Executions as a part of a transaction of the application. */
@BothEngines
class JoinedExecutionTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("calendly", "evt-1");

    private final TestDatabase database;
    private final Application spring;
    private final AroDatabase db;
    private final List<Kind> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();

    JoinedExecutionTest(TestDatabase database) {
        this.database = database;
        this.spring =
                Application.onSpringJdbc(database.dataSource(), database, TransactionDefinition.PROPAGATION_REQUIRED);
        this.db = spring.db().withListener(this::hear);
    }

    private void hear(KeyEvent event) {
        told.add(event.kind());
    }

    private Outcome<String> deliver(AroDatabase to) {
        return to.idempotency().withJoining(true).execute(KEY, "{}", String.class, tx -> {
            tx.customers().create(NewCustomer.withPhone(phone(runs.incrementAndGet())));
            return "booked";
        });
    }

    @Test
    void isRefusedUnlessItIsAskedToJoin() {
        DSL.using(database.dataSource(), Application.dialect(database)).transaction(configuration -> {
            AroDatabase inside = AroDatabase.over(configuration.dsl());

            assertThatThrownBy(() -> inside.idempotency().execute(KEY, "{}", String.class, tx -> {
                        runs.incrementAndGet();
                        return "done";
                    }))
                    .isInstanceOf(TransactionMisuseException.class)
                    .hasMessageContaining("idempotency().withJoining(true)");
        });

        assertThat(runs).hasValue(0);
    }

    @Test
    void vanishesWithTheTransactionOfJooqThatItJoined() {
        assertThatThrownBy(() -> DSL.using(database.dataSource(), Application.dialect(database))
                        .transaction(configuration -> {
                            AroDatabase inside = AroDatabase.over(configuration.dsl());
                            assertThat(deliver(inside)).isEqualTo(new Executed<>("booked"));
                            throw new IllegalStateException("the application changes its mind");
                        }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(db.idempotency().keys().find(KEY)).isEmpty();
        assertThat(db.customers().count(noCondition())).isZero();
    }

    @Test
    void isDoneOnceTheApplicationCommitsAndOnlyThenTold() {
        spring.inTransaction(inside -> {
            assertThat(deliver(db)).isEqualTo(new Executed<>("booked"));
            assertThat(deliver(db)).isEqualTo(new Replayed<>("booked"));
            assertThat(told).containsExactly(Kind.REPLAYED);
        });

        assertThat(told).containsExactly(Kind.REPLAYED, Kind.ACQUIRED, Kind.COMPLETED);
        assertThat(db.idempotency().execute(KEY, "{}", String.class, tx -> "never"))
                .isEqualTo(new Replayed<>("booked"));
    }

    @Test
    void isForgottenAndNotToldIfTheApplicationRollsBack() {
        assertThatThrownBy(() -> spring.inTransaction(inside -> {
                    deliver(db);
                    throw new IllegalStateException("the application changes its mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(told).isEmpty();
        assertThat(db.idempotency().keys().find(KEY)).isEmpty();
        spring.inTransaction(inside -> assertThat(deliver(db)).isEqualTo(new Executed<>("booked")));
        assertThat(db.customers().count(noCondition())).isEqualTo(1);
    }

    @Test
    void leavesTheTransactionOfTheApplicationWholeIfTheHandlerThrows() {
        spring.inTransaction(inside -> {
            inside.customers().create(NewCustomer.withPhone(phone(99)));
            assertThatThrownBy(() -> db.idempotency().withJoining(true).execute(KEY, "{}", String.class, tx -> {
                        tx.customers().create(NewCustomer.withPhone(phone(98)));
                        throw new IllegalArgumentException("the handler fails");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
        });

        assertThat(db.customers().findByPhone(phone(99))).isPresent();
        assertThat(db.customers().findByPhone(phone(98))).isEmpty();
        assertThat(db.idempotency().keys().find(KEY)).isEmpty();
    }

    @Test
    void executesInATransactionOfItsOwnWhereNoneIsActive() {
        assertThat(deliver(db)).isEqualTo(new Executed<>("booked"));

        assertThat(told).containsExactly(Kind.ACQUIRED, Kind.COMPLETED);
        assertThat(db.customers().count(noCondition())).isEqualTo(1);
    }

    @Test
    void aDuplicateWaitsForTheTransactionThatTheFirstHasJoined() throws Exception {
        CountDownLatch executed = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> spring.inTransaction(inside -> {
            deliver(db);
            executed.countDown();
            await(goOn);
        }));
        await(executed);

        CompletableFuture<Outcome<String>> second = CompletableFuture.supplyAsync(() -> {
            CompletableFuture<Outcome<String>> outcome = new CompletableFuture<>();
            spring.inTransaction(inside -> outcome.complete(db.idempotency()
                    .withMaxWait(Duration.ofSeconds(30))
                    .withJoining(true)
                    .execute(KEY, "{}", String.class, tx -> "never")));
            return outcome.join();
        });
        goOn.countDown();

        assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(new Replayed<>("booked"));
        first.get(60, TimeUnit.SECONDS);
        assertThat(runs).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
