package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Webhook;
import io.aro.db.fixture.Webhook.Receipt;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Concurrent deliveries of one key: exactly one is executed. */
@BothEngines
@Timeout(120)
class DeliveryRaceTest {

    private static final int ROUNDS = Effort.of(10, 50);

    private final AroDatabase db;
    private final TestDatabase database;

    DeliveryRaceTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    void executesOneOfSixteenDeliveriesAtOnceAndTellsTheOthers() throws Exception {
        try (Crew crew = Crew.of(16)) {
            for (int round = 1; round <= ROUNDS; round++) {
                int number = round;

                Results<Outcome<Receipt>> results = crew.together(member -> Webhook.deliver(db, number));

                assertThat(results.failures()).isEmpty();
                assertThat(results.values())
                        .filteredOn(Executed.class::isInstance)
                        .hasSize(1);
                assertThat(results.values())
                        .hasSize(16)
                        .hasOnlyElementsOfTypes(Executed.class, Replayed.class, InProgress.class);
                assertThat(Rows.count(database, "customers")).isEqualTo(round);
                assertThat(Rows.count(database, "appointments")).isEqualTo(round);
                assertThat(Rows.count(database, "events")).isEqualTo(round);
                assertThat(Webhook.deliver(db, number)).isInstanceOf(Replayed.class);
            }
        }
    }

    @Test
    void executesOneOfSixteenDeliveriesOfAnExpiredKey(TestClock clock) throws Exception {
        Webhook.deliver(db, 1);
        try (Crew crew = Crew.of(16)) {
            for (int fence = 2; fence <= 10; fence++) {
                clock.advance(Webhook.POLICY.retention());

                Results<Outcome<Receipt>> results = crew.together(member -> Webhook.deliver(db, 1));

                assertThat(results.failures()).isEmpty();
                assertThat(results.values())
                        .filteredOn(Executed.class::isInstance)
                        .hasSize(1);
                assertThat(Rows.number(database, "SELECT fence FROM idempotency_keys"))
                        .isEqualTo(fence);
            }
        }
    }

    @Test
    void executesOneOfTwoDifferentRequestsUnderOneKeyAndRefusesTheOther() throws Exception {
        try (Crew crew = Crew.of(8)) {
            for (int round = 1; round <= ROUNDS; round++) {
                IdempotencyKey key = Webhook.key(round);

                Results<Outcome<Integer>> results = crew.together(member ->
                        db.idempotency().execute(key, "{\"n\": " + member % 2 + "}", Integer.class, tx -> member % 2));

                assertThat(results.failures()).isEmpty();
                assertThat(results.values())
                        .filteredOn(Executed.class::isInstance)
                        .hasSize(1);
                assertThat(db.idempotency().execute(key, "{\"n\": 0}", Integer.class, tx -> 2))
                        .isInstanceOfAny(Replayed.class, Mismatch.class);
            }
        }
    }

    @Test
    void doesNotWaitForAnOpenHandler() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Outcome<String>> first = threads.submit(() -> db.idempotency()
                    .<String, InterruptedException>execute(Webhook.key(1), "{}", String.class, tx -> {
                        Webhook.customer(tx, 1);
                        inside.countDown();
                        mayEnd.await();
                        return "done";
                    }));
            inside.await();

            Future<Outcome<String>> duplicate = threads.submit(
                    () -> db.idempotency().execute(Webhook.key(1), "{}", String.class, tx -> "not reached"));

            assertThat(duplicate.get(30, TimeUnit.SECONDS)).isInstanceOf(InProgress.class);
            if (database.engine().isPostgres()) {
                assertThat(db.idempotency().execute(Webhook.key(2), "{}", String.class, tx -> "another"))
                        .isEqualTo(new Executed<>("another"));
            }
            mayEnd.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(new Executed<>("done"));
        } finally {
            mayEnd.countDown();
        }

        assertThat(db.idempotency().execute(Webhook.key(1), "{}", String.class, tx -> "not reached"))
                .isEqualTo(new Replayed<>("done"));
    }
}
