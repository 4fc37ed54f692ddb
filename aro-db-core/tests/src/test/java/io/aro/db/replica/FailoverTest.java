package io.aro.db.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.FailoverLoad;
import io.aro.db.fixture.FailoverLoad.Figures;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.PublishedFigures;
import io.aro.db.fixture.ReplicatedServers;
import io.aro.db.fixture.Webhook;
import io.aro.db.fixture.Webhook.Receipt;
import io.aro.db.idempotency.Outcome;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** Webhooks through a fail-over to the replica, by a URL with both servers. Publishes the figures. */
@BothEngines(Engine.POSTGRES_18)
@Timeout(300)
class FailoverTest {

    private static final int WEBHOOKS = Effort.of(50, 1000);

    private static final TimeLimits SHORT = TimeLimits.defaults()
            .withConnection(Duration.ofSeconds(5))
            .withStatement(Duration.ofSeconds(2))
            .withSocket(Duration.ofSeconds(4));

    private final ReplicatedServers servers;
    private final TestReporter reporter;

    FailoverTest(TestDatabase database, TestReporter reporter) throws IOException, SQLException {
        this.servers = ReplicatedServers.start(database);
        this.reporter = reporter;
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
    }

    @Test
    void losesNothingIfThePrimaryOfASynchronousReplicaIsKilled() throws Exception {
        servers.synchronize();

        Figures figures = through("synchronous replica, primary killed", servers.eitherPrimary(), () -> {
            servers.killPrimary();
            servers.promote();
        });

        assertThat(figures.lost()).isZero();
        assertThat(figures.doubled()).isZero();
    }

    @Test
    void losesNothingIfThePrimaryOfASynchronousReplicaFreezes() throws Exception {
        servers.synchronize();

        PostgresConfig config = servers.eitherPrimary().withTimeLimits(SHORT);

        Figures figures = through("synchronous replica, primary frozen", config, () -> {
            servers.freezePrimary();
            servers.promote();
        });

        assertThat(figures.lost()).isZero();
        assertThat(figures.doubled()).isZero();
    }

    @Test
    void losesAtMostTheLastSecondIfAnAsynchronousReplicaIsASecondBehind() throws Exception {
        String event = "asynchronous replica a second behind, primary killed";

        Figures figures = through(event, servers.eitherPrimary(), () -> {
            servers.disconnectReplica();
            servers.awaitTime(Duration.ofSeconds(1));
            servers.killPrimary();
            servers.promote();
        });

        assertThat(figures.lost()).isLessThan(figures.acknowledged());
        assertThat(figures.doubled()).isZero();
    }

    @Test
    void losesAcknowledgedWebhooksOfAnAsynchronousReplicaAsAWhole() throws Exception {
        try (AroDatabase db = AroDatabase.open(servers.eitherPrimary())) {
            Webhook.deliver(db, 1);
            servers.awaitReplay();
            servers.disconnectReplica();
            Outcome<Receipt> lost = Webhook.deliver(db, 2);

            servers.killPrimary();
            servers.promote();

            assertThat(untilAnswered(db, 1)).isInstanceOf(Outcome.Replayed.class);
            assertThat(db.customers().findByPhone(Given.phone(2))).isEmpty();
            assertThat(untilAnswered(db, 2))
                    .isInstanceOf(Outcome.Executed.class)
                    .isNotEqualTo(lost);
        }
    }

    private static Outcome<Receipt> untilAnswered(AroDatabase db, int number) {
        while (true) {
            try {
                return Webhook.deliver(db, number);
            } catch (UnavailableException e) {
                Thread.onSpinWait();
            }
        }
    }

    private Figures through(String event, PostgresConfig config, FailoverLoad.Disturbance disturbance)
            throws Exception {
        try (AroDatabase db = AroDatabase.open(config);
                FailoverLoad load = new FailoverLoad(db, WEBHOOKS)) {
            Figures figures = load.through(disturbance);
            PublishedFigures.publish(reporter, event, figures);
            return figures;
        }
    }
}
