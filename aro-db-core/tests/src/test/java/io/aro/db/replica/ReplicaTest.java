package io.aro.db.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.ReplicaPolicy;
import io.aro.db.connection.WritePosition;
import io.aro.db.customer.Customer;
import io.aro.db.error.ConfigurationException;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.ReplicatedServers;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads from a replica that lags, that is killed, and that comes back. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(180)
class ReplicaTest {

    /** No lag is too long, so the tests about other matters do not depend on the pace of the machine. */
    private static final ReplicaPolicy ANY_LAG = ReplicaPolicy.defaults().withLongestLag(Duration.ofHours(1));

    private final TestDatabase database;
    private final ReplicatedServers servers;

    ReplicaTest(TestDatabase database) throws IOException, SQLException {
        this.database = database;
        this.servers = ReplicatedServers.start(database);
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
    }

    @Test
    void readsTheReplicaAndFallsBackToThePrimaryWhileItIsDown() throws Exception {
        try (AroDatabase db = AroDatabase.open(servers.config().withReplica(servers.replicaUrl(), ANY_LAG))) {
            awaitTrue(() -> isOnReplica(db));

            servers.killReplica();

            Customer ada = Given.customer(db, 1);
            assertThat(db.customers().findById(ada.id())).isPresent();
            assertThat(isOnReplica(db)).isFalse();
            assertThat(db.<Boolean, RuntimeException>readOnly(
                            tx -> tx.customers().findById(ada.id()).isPresent()))
                    .isTrue();

            servers.restartReplica();

            awaitTrue(() -> isOnReplica(db));
            assertThat(db.readingAfter(db.writePosition()).customers().findById(ada.id()))
                    .isPresent();
        }
    }

    @Test
    void opensWhileTheReplicaIsDown() throws Exception {
        servers.killReplica();

        try (AroDatabase db = AroDatabase.open(servers.config().withReplica(servers.replicaUrl(), ANY_LAG))) {
            Customer ada = Given.customer(db, 1);
            assertThat(db.customers().findById(ada.id())).isPresent();

            servers.restartReplica();

            awaitTrue(() -> isOnReplica(db));
        }
    }

    @Test
    void readsThePrimaryWhileTheReplicaLagsTooMuch() throws Exception {
        ReplicaPolicy strict = ReplicaPolicy.defaults().withLongestLag(Duration.ofSeconds(1));
        servers.delayReplay("2s");
        try (AroDatabase db = AroDatabase.open(servers.config().withReplica(servers.replicaUrl(), strict));
                AroDatabase patient = AroDatabase.open(servers.config().withReplica(servers.replicaUrl(), ANY_LAG))) {
            servers.pauseReplay();
            Customer ada = Given.customer(db, 1);

            awaitTrue(() -> !isOnReplica(db));

            assertThat(db.customers().findById(ada.id())).isPresent();
            assertThat(patient.customers().findById(ada.id())).isEmpty();

            servers.resumeReplay();

            awaitTrue(() -> isOnReplica(db));
            assertThat(db.readingAfter(db.writePosition()).customers().findById(ada.id()))
                    .isPresent();
        }
    }

    @Test
    void readsItsOwnWritesFromTheReplicaOrFromThePrimary() throws Exception {
        try (AroDatabase db = AroDatabase.open(
                servers.config().withReplica(servers.replicaUrl(), ANY_LAG.withLongestWait(Duration.ofMillis(250))))) {
            awaitTrue(() -> isOnReplica(db));
            servers.pauseReplay();
            Customer ada = Given.customer(db, 1);
            WritePosition written = WritePosition.parse(db.writePosition().toString());
            AroDatabase after = db.readingAfter(written);

            assertThat(db.customers().findById(ada.id())).isEmpty();
            assertThat(after.customers().findById(ada.id())).isPresent();
            assertThat(isOnReplica(after)).isFalse();

            servers.resumeReplay();
            servers.awaitReplay();

            awaitTrue(() -> isOnReplica(after));
            assertThat(after.customers().findById(ada.id())).isPresent();
        }
    }

    @Test
    void refusesTheReplicaOfAnotherPrimary() throws Exception {
        PostgresConfig primary = PostgresConfig.of(database.jdbcUrl(), database.user(), database.password());
        PostgresConfig foreign = primary.withReplica(servers.replicaUrl());

        assertThatThrownBy(() -> AroDatabase.open(foreign))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The URL of the replica leads to another cluster or another database than the URL of the"
                        + " primary; name a replica of this primary.");
    }

    @Test
    void refusesAPromotedServerAsReplica() throws Exception {
        servers.promote();

        assertThatThrownBy(() -> AroDatabase.open(servers.config().withReplica(servers.replicaUrl())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The server of the replica follows no primary; name a replica of this primary, or rebuild"
                        + " the promoted server as one.");
    }

    private static boolean isOnReplica(AroDatabase db) {
        return db.session().<Boolean>read(dsl -> Boolean.TRUE.equals(dsl.fetchValue("SELECT pg_is_in_recovery()")));
    }

    private static void awaitTrue(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
