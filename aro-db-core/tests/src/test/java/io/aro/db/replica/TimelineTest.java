package io.aro.db.replica;

import static io.aro.db.replica.ReadRoute.awaitReplica;
import static io.aro.db.replica.ReadRoute.isOnReplica;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.ReplicaPolicy;
import io.aro.db.customer.Customer;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.ReplicatedServers;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads from a replica after the promotion of another replica. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(180)
class TimelineTest {

    private static final ReplicaPolicy ANY_LAG = ReplicaPolicy.defaults().withLongestLag(Duration.ofHours(1));

    private final ReplicatedServers servers;

    TimelineTest(TestDatabase database) throws IOException, SQLException {
        this.servers = ReplicatedServers.start(database);
    }

    @BeforeEach
    void startRival() throws IOException, SQLException {
        servers.startRival();
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
    }

    /** The replica received more than the promoted server, so its position is beyond that of the new primary. */
    @Test
    void doesNotReadAReplicaOfAnAbandonedTimeline() throws Exception {
        PostgresConfig config = servers.primaryOrRival().withReplica(servers.replicaUrl(), ANY_LAG);
        try (AroDatabase db = AroDatabase.open(config)) {
            awaitReplica(db);
            servers.disconnectRival();
            Customer lost = Given.customer(db, 1);
            servers.writeMuch();
            servers.awaitReplay();

            servers.killPrimary();
            servers.promoteRival();
            Customer kept = untilWritten(db, 2);

            AroDatabase after = db.readingAfter(db.writePosition());
            assertThat(after.customers().findById(kept.id())).isPresent();
            assertThat(after.customers().findById(lost.id())).isEmpty();
            assertThat(isOnReplica(db)).isFalse();
            try (AroDatabase again = AroDatabase.open(config)) {
                assertThat(again.customers().findById(kept.id())).isPresent();
                assertThat(isOnReplica(again)).isFalse();
            }
        }
    }

    @Test
    void readsAReplicaThatFollowsThePromotedServer() throws Exception {
        PostgresConfig config = servers.primaryOrRival().withReplica(servers.replicaUrl(), ANY_LAG);
        try (AroDatabase db = AroDatabase.open(config)) {
            awaitReplica(db);
            servers.killPrimary();
            servers.promoteRival();
            servers.followRival();
            Customer kept = untilWritten(db, 1);

            AroDatabase after = db.readingAfter(db.writePosition());
            awaitReplica(after);
            assertThat(after.customers().findById(kept.id())).isPresent();
        }
    }

    private static Customer untilWritten(AroDatabase db, int number) {
        while (true) {
            try {
                return Given.customer(db, number);
            } catch (UnavailableException e) {
                Thread.onSpinWait();
            }
        }
    }
}
