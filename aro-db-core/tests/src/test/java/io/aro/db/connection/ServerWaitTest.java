package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.SilentProxy;
import io.aro.db.fixture.Webhook;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls to a frozen server with open connections. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class ServerWaitTest {

    private static final int CLIENTS = 4;

    private static final TimeLimits SHORT = TimeLimits.defaults()
            .withConnection(Duration.ofSeconds(5))
            .withStatement(Duration.ofSeconds(1))
            .withSocket(Duration.ofSeconds(2));

    private final TestDatabase database;

    ServerWaitTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void letsNoClientWaitForASilentServerForEver() throws Exception {
        try (SilentProxy proxy = SilentProxy.before(database);
                AroDatabase db =
                        AroDatabase.open(proxy.config().withPoolSize(CLIENTS).withTimeLimits(SHORT));
                Crew crew = Crew.of(CLIENTS)) {
            Customer ada = Given.customer(db, 1);
            CountDownLatch inside = new CountDownLatch(CLIENTS);

            Results<Integer> results = crew.together(member -> db.<Integer, InterruptedException>inTransaction(tx -> {
                inside.countDown();
                inside.await();
                proxy.fallSilent();
                tx.customers().updateRiskScore(ada.id(), 99);
                return member;
            }));

            assertThat(results.values()).isEmpty();
            assertThat(results.failures()).hasSize(CLIENTS).hasOnlyElementsOfType(UnavailableException.class);
            proxy.speak();
            assertThat(eventuallyReads(db, ada)).isEqualTo(ada);
        }
    }

    @Test
    void refusesARequestOfASilentServerAndRunsItLater() throws Exception {
        try (SilentProxy proxy = SilentProxy.before(database);
                AroDatabase db = AroDatabase.open(proxy.config().withPoolSize(2).withTimeLimits(SHORT))) {
            proxy.fallSilent();

            assertThatThrownBy(() -> Webhook.deliver(db, 1)).isInstanceOf(UnavailableException.class);

            proxy.speak();
            assertThat(eventuallyDelivers(db)).isInstanceOf(Executed.class);
            assertThat(Rows.query(database, "SELECT state FROM idempotency_keys"))
                    .isEqualTo(List.of("completed"));
        }
    }

    @Test
    void givesUpToOpenASilentServer() throws Exception {
        try (SilentProxy proxy = SilentProxy.before(database)) {
            proxy.fallSilent();
            PostgresConfig config = proxy.config().withTimeLimits(SHORT.withConnection(Duration.ofSeconds(1)));

            assertThatThrownBy(() -> AroDatabase.open(config)).isInstanceOf(UnavailableException.class);
        }
    }

    /** Repeats the read: the pool replaces the connections lost by the silence after a moment. */
    private static Customer eventuallyReads(AroDatabase db, Customer customer) {
        while (true) {
            try {
                return db.customers().getById(customer.id());
            } catch (UnavailableException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static Outcome<Webhook.Receipt> eventuallyDelivers(AroDatabase db) {
        while (true) {
            try {
                Outcome<Webhook.Receipt> outcome = Webhook.deliver(db, 1);
                if (!(outcome instanceof InProgress)) {
                    return outcome;
                }
            } catch (UnavailableException e) {
                Thread.onSpinWait();
            }
        }
    }
}
