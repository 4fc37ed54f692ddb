package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Webhook;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deliveries without a free connection in the pool. */
@BothEngines(Engine.POSTGRES_18)
@Timeout(60)
class StarvedPoolTest {

    private final TestDatabase database;

    StarvedPoolTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void refusesInTimeAndLeavesTheKeyAlone() throws Exception {
        PostgresConfig config = PostgresConfig.of(database.jdbcUrl(), database.user(), database.password())
                .withPoolSize(1)
                .withConnectionTimeout(Duration.ofMillis(250));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        try (AroDatabase db = AroDatabase.open(config);
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Integer> holder = thread.submit(() -> db.<Integer, InterruptedException>inTransaction(tx -> {
                held.countDown();
                enough.await();
                return 1;
            }));
            held.await();

            assertThatThrownBy(() -> Webhook.deliver(db, 1)).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> deliverLeased(db)).isInstanceOf(UnavailableException.class);

            assertThat(Rows.count(database, "idempotency_keys")).isZero();
            enough.countDown();
            holder.get();
            assertThat(Webhook.deliver(db, 1)).isInstanceOf(Executed.class);
            assertThat(deliverLeased(db)).isInstanceOf(Executed.class);
        } finally {
            enough.countDown();
        }
    }

    private static Outcome<String> deliverLeased(AroDatabase db) {
        return db.idempotency()
                .<String, RuntimeException>executeLeased(Webhook.key(2), "{}", String.class, lease -> "done");
    }
}
