package io.aro.db.pooler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.TimeLimits;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Leftovers;
import io.aro.db.fixture.Pooler;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Webhook;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pooler with a single server connection, shared by the threads and the heartbeat of leases. */
@BothEngines(Engine.POSTGRES_18)
@Timeout(120)
class SmallPoolTest {

    private final TestDatabase database;

    SmallPoolTest(TestDatabase database) {
        this.database = database;
    }

    @ParameterizedTest
    @EnumSource
    void completesLeasedWorkOnASingleServerConnection(Pooler.Kind kind) throws Exception {
        try (Pooler pooler = kind.before(database, 1)) {
            try (AroDatabase db = AroDatabase.open(PatientConfig.of(pooler.config(database)))) {
                Outcome<String> outcome = db.idempotency()
                        .executeLeased(
                                Webhook.key(1),
                                "{}",
                                String.class,
                                lease -> lease.transactionalStep("book", String.class, tx -> {
                                    Webhook.customer(tx, 1);
                                    return "booked";
                                }));

                assertThat(outcome).isEqualTo(new Executed<>("booked"));
            }
            assertThat(Rows.count(database, "customers")).isEqualTo(1);
            assertThat(Leftovers.on(pooler, database, 1)).isEmpty();
        }
    }

    /** PgBouncer 1.18 does not cancel a client without a server connection, so the limit of the socket ends its wait. */
    @ParameterizedTest
    @EnumSource
    void endsTheWaitForAServerConnection(Pooler.Kind kind) throws Exception {
        TimeLimits limits = PatientConfig.limits()
                .withConnection(Duration.ofSeconds(2))
                .withStatement(Duration.ofSeconds(1))
                .withSocket(Duration.ofSeconds(2));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        try (Pooler pooler = kind.before(database, 1);
                AroDatabase db = AroDatabase.open(pooler.config(database).withTimeLimits(limits));
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Long> holder = thread.submit(() -> db.<Long, InterruptedException>inTransaction(tx -> {
                long count = tx.customers().count(DSL.noCondition());
                held.countDown();
                enough.await();
                return count;
            }));
            held.await();

            assertThatThrownBy(() -> db.customers().count(DSL.noCondition())).isInstanceOf(UnavailableException.class);

            enough.countDown();
            assertThat(holder.get()).isZero();
        } finally {
            enough.countDown();
        }
    }
}
