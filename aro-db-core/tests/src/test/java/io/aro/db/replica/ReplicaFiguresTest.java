package io.aro.db.replica;

import static io.aro.db.replica.ReadRoute.awaitReplica;
import static io.aro.db.replica.ReadRoute.isOnReplica;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.ReplicaPolicy;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.PublishedFigures;
import io.aro.db.fixture.ReplicatedServers;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** Reads from a replica two seconds behind, and from one that comes back. Publishes the figures. */
@BothEngines(Engine.POSTGRES_18)
@Timeout(300)
class ReplicaFiguresTest {

    private static final String DELAY = "2s";
    private static final int READS = Effort.of(100, 2000);
    private static final int OWN_READS = Effort.of(3, 20);

    private final AtomicInteger numbers = new AtomicInteger();
    private final ReplicatedServers servers;
    private final TestReporter reporter;

    ReplicaFiguresTest(TestDatabase database, TestReporter reporter) throws IOException, SQLException {
        this.servers = ReplicatedServers.start(database);
        this.reporter = reporter;
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
    }

    @Test
    void readsNothingOlderThanThePolicyAllows() throws Exception {
        servers.delayReplay(DELAY);

        ReadLoad.Figures strict = read(Duration.ofSeconds(1));
        ReadLoad.Figures patient = read(Duration.ofSeconds(4));

        assertThat(strict.wrong()).isZero();
        assertThat(strict.byPrimary()).isPositive();
        assertThat(patient.wrong()).isZero();
        assertThat(patient.byReplica()).isPositive();
    }

    private ReadLoad.Figures read(Duration longestLag) throws Exception {
        try (AroDatabase db = open(ReplicaPolicy.defaults().withLongestLag(longestLag))) {
            ReadLoad.Figures figures = new ReadLoad(db, numbers).olderThan(longestLag, READS);
            publish("replica 2 s behind, longestLag " + longestLag, figures);
            return figures;
        }
    }

    @Test
    void readsItsOwnWritesByWaitingOrFromThePrimary() throws Exception {
        servers.delayReplay(DELAY);

        ReadLoad.Figures waiting = readOwn(Duration.ofSeconds(20));
        ReadLoad.Figures impatient = readOwn(Duration.ofMillis(250));

        assertThat(waiting.wrong()).isZero();
        assertThat(waiting.byReplica()).isPositive();
        assertThat(impatient.wrong()).isZero();
        assertThat(impatient.byPrimary()).isPositive();
    }

    private ReadLoad.Figures readOwn(Duration longestWait) throws Exception {
        try (AroDatabase db = open(
                ReplicaPolicy.defaults().withLongestLag(Duration.ofHours(1)).withLongestWait(longestWait))) {
            awaitReplica(db);
            ReadLoad.Figures figures = new ReadLoad(db, numbers).own(OWN_READS);
            publish("readingAfter, replica 2 s behind, longestWait " + longestWait, figures);
            return figures;
        }
    }

    @Test
    void readsTheReplicaSoonAfterItIsBack() throws Exception {
        try (AroDatabase db = open(ReplicaPolicy.defaults())) {
            awaitReplica(db);
            servers.killReplica();
            assertThat(isOnReplica(db)).isFalse();

            servers.restartReplica();
            long begun = System.nanoTime();
            awaitReplica(db);

            publish("replica back, reads from it after", Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private AroDatabase open(ReplicaPolicy policy) {
        return AroDatabase.open(servers.config().withReplica(servers.replicaUrl(), policy));
    }

    private void publish(String event, Object figures) {
        PublishedFigures.publish(reporter, event, figures);
    }
}
