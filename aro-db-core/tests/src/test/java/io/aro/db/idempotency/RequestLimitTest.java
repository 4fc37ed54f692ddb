package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.transaction.Transaction;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limit of a request, beside the limits of connections and locks for all other calls. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class RequestLimitTest {

    private final TestDatabase database;

    RequestLimitTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void givesUpOnAPoolThatIsEmpty() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        TimeLimits limits =
                PatientConfig.limits().withConnection(Duration.ofHours(1)).withRequest(Duration.ofMillis(300));
        try (AroDatabase db = AroDatabase.open(config().withPoolSize(1).withTimeLimits(limits));
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Integer> holder = thread.submit(() -> db.<Integer, InterruptedException>inTransaction(tx -> {
                held.countDown();
                enough.await();
                return 1;
            }));
            held.await();

            assertThatThrownBy(() -> Deliveries.execute(db, key(1), "not reached"))
                    .isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> Deliveries.lease(db, key(1), "not reached"))
                    .isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> db.idempotency().checkAndLock(key(1), Duration.ofDays(1)))
                    .isInstanceOf(UnavailableException.class);

            enough.countDown();
            holder.get();
            assertThat(Rows.count(database, "idempotency_keys")).isZero();
        } finally {
            enough.countDown();
        }
    }

    @Test
    void leavesTheLocksOfTheHandlerWhatTheClaimHasLeft() {
        TimeLimits limits = PatientConfig.limits().withRequest(Duration.ofSeconds(30));
        try (AroDatabase db = AroDatabase.open(config().withPoolSize(1).withTimeLimits(limits))) {
            Outcome<String> outcome = service(db).execute(key(1), BODY, String.class, RequestLimitTest::lockTimeout);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Executed.class,
                            done -> assertThat(Integer.parseInt(
                                            done.response().toString().replaceAll("m?s", "")))
                                    .isBetween(1, 30_000));
            assertThat(db.<String, RuntimeException>inTransaction(RequestLimitTest::lockTimeout))
                    .isEqualTo("1min");
        }
    }

    @Test
    void limitsTheLocksOfARequestBehindAPoolerInItsTransactionAlone() {
        try (AroDatabase db = AroDatabase.open(config().withPoolSize(1).withPooled(true))) {
            Outcome<String> outcome = service(db).execute(key(1), BODY, String.class, RequestLimitTest::lockTimeout);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Executed.class, done -> assertThat(done.response()).isNotEqualTo("0"));
            assertThat(db.<String, RuntimeException>inTransaction(RequestLimitTest::lockTimeout))
                    .isEqualTo("0");
        }
    }

    private PostgresConfig config() {
        return PostgresConfig.of(database.jdbcUrl(), database.user(), database.password());
    }

    private static String lockTimeout(Transaction tx) {
        return tx.session()
                .<String>read(dsl -> dsl.select(DSL.function("current_setting", String.class, DSL.val("lock_timeout")))
                        .fetchSingle()
                        .value1());
    }
}
