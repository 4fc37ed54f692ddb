package io.aro.db.replica;

import static io.aro.db.replica.ReadRoute.awaitReplica;
import static io.aro.db.replica.ReadRoute.awaitTrue;
import static io.aro.db.replica.ReadRoute.isOnReplica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.ReplicaPolicy;
import io.aro.db.connection.WritePosition;
import io.aro.db.customer.Customer;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.ReplicatedServers;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
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
            awaitReplica(db);

            servers.killReplica();

            Customer ada = Given.customer(db, 1);
            assertThat(db.customers().findById(ada.id())).isPresent();
            assertThat(isOnReplica(db)).isFalse();
            assertThat(db.<Boolean, RuntimeException>readOnly(
                            tx -> tx.customers().findById(ada.id()).isPresent()))
                    .isTrue();

            servers.restartReplica();

            awaitReplica(db);
            assertThat(db.readingAfter(db.writePosition()).customers().findById(ada.id()))
                    .isPresent();
        }
    }

    @Test
    void repeatsEachReadUnderWayOnThePrimaryIfTheReplicaIsKilled() throws Exception {
        int threads = 4;
        try (AroDatabase db = AroDatabase.open(
                        servers.config().withPoolSize(threads).withReplica(servers.replicaUrl(), ANY_LAG));
                ExecutorService readers = Executors.newFixedThreadPool(threads)) {
            awaitReplica(db);
            List<Future<String>> reads = Stream.generate(() -> readers.submit(() -> sleepingOnTheReplica(db)))
                    .limit(threads)
                    .toList();
            servers.awaitSleepers(threads);

            servers.killReplica();

            for (Future<String> read : reads) {
                assertThat(read.get()).isEqualTo("primary");
            }
        }
    }

    private static String sleepingOnTheReplica(AroDatabase db) {
        return db.session()
                .<String>read(dsl -> String.valueOf(dsl.fetchValue(
                        "SELECT CASE WHEN pg_is_in_recovery() THEN pg_sleep(3600)::text ELSE 'primary' END")));
    }

    @Test
    void opensWhileTheReplicaIsDown() throws Exception {
        servers.killReplica();

        try (AroDatabase db = AroDatabase.open(servers.config().withReplica(servers.replicaUrl(), ANY_LAG))) {
            Customer ada = Given.customer(db, 1);
            assertThat(db.customers().findById(ada.id())).isPresent();

            servers.restartReplica();

            awaitReplica(db);
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

            awaitReplica(db);
            assertThat(db.readingAfter(db.writePosition()).customers().findById(ada.id()))
                    .isPresent();
        }
    }

    @Test
    void readsItsOwnWritesFromTheReplicaOrFromThePrimary() throws Exception {
        try (AroDatabase db = AroDatabase.open(
                servers.config().withReplica(servers.replicaUrl(), ANY_LAG.withLongestWait(Duration.ofMillis(250))))) {
            awaitReplica(db);
            servers.pauseReplay();
            Customer ada = Given.customer(db, 1);
            WritePosition written = WritePosition.parse(db.writePosition().toString());
            AroDatabase after = db.readingAfter(written);

            assertThat(db.customers().findById(ada.id())).isEmpty();
            assertThat(after.customers().findById(ada.id())).isPresent();
            assertThat(isOnReplica(after)).isFalse();

            servers.resumeReplay();
            servers.awaitReplay();

            awaitReplica(after);
            assertThat(after.customers().findById(ada.id())).isPresent();
        }
    }

    /** After the switch the next record is to follow the header of a segment, and the last one ends before it. */
    @Test
    void readsItsOwnWritesFromTheReplicaOfAnIdlePrimaryAfterASwitchOfItsLog() throws Exception {
        ReplicaPolicy patient = ANY_LAG.withLongestWait(Duration.ofMinutes(1));
        try (AroDatabase db = AroDatabase.open(servers.config().withReplica(servers.replicaUrl(), patient))) {
            awaitReplica(db);
            servers.switchLog();

            long begun = System.nanoTime();
            assertThat(isOnReplica(db.readingAfter(db.writePosition()))).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        }
    }

    /** A former primary, with a connection of the pool still open. */
    @Test
    void refusesThePositionOfAServerThatIsNoPrimary() {
        PostgresConfig former = PostgresConfig.of(servers.replicaUrl(), "postgres", "");
        try (AroDatabase db = AroDatabase.open(former.withReplica(servers.replicaUrl()))) {
            assertThatThrownBy(db::writePosition)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageStartingWith("The server is read-only");
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
    void refusesAReplicaWhoseUrlLeadsToAnotherSchema() throws Exception {
        servers.createSchema("tenant");
        PostgresConfig primary = servers.configOf("tenant");

        assertThatThrownBy(() -> AroDatabase.open(primary.withReplica(servers.replicaUrl())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The primary works in the schema tenant, and the replica in the schema public; add"
                        + " currentSchema to the URL of the replica, or use PostgresConfig.withSchema.");
        PostgresConfig named = servers.config().withSchema("tenant").withReplica(servers.replicaUrl(), ANY_LAG);
        try (AroDatabase db = AroDatabase.open(named)) {
            awaitReplica(db);
            Customer ada = Given.customer(db, 1);
            AroDatabase after = db.readingAfter(db.writePosition());
            assertThat(after.customers().findById(ada.id())).isPresent();
        }
    }

    @Test
    void refusesTheUrlOfAReplicaWithAnInvalidPort() {
        assertThatThrownBy(() -> servers.config().withReplica("jdbc:postgresql://localhost:abc/aro"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The URL of the replica is not understood by the driver; use"
                        + " jdbc:postgresql://<host>:<port>/<database>.");
    }

    /** The read begins while the replica is fresh, and waits for the only connection until it is not. */
    @Test
    void readsThePrimaryIfTheReplicaLagsTooMuchAfterTheWaitForAConnection() throws Exception {
        ReplicaPolicy strict =
                ReplicaPolicy.defaults().withLongestLag(Duration.ofSeconds(1)).withLongestWait(Duration.ofMinutes(1));
        PostgresConfig single = servers.config().withPoolSize(1).withReplica(servers.replicaUrl(), strict);
        try (AroDatabase db = AroDatabase.open(single);
                ExecutorService readers = Executors.newFixedThreadPool(1)) {
            awaitReplica(db);
            Future<Boolean> waiting = db.readOnly(tx -> {
                boolean holds = tx.session()
                        .<Boolean>read(dsl -> Boolean.TRUE.equals(dsl.fetchValue("SELECT pg_is_in_recovery()")));
                assertThat(holds).isTrue();
                Future<Boolean> read = readers.submit(() -> isOnReplica(db));
                servers.pauseReplay();
                servers.writeMuch();
                servers.awaitTime(Duration.ofSeconds(3));
                return read;
            });

            assertThat(waiting.get()).isFalse();
        }
    }

    @Test
    void refusesAPromotedServerAsReplica() throws Exception {
        servers.promote();

        assertThatThrownBy(() -> AroDatabase.open(servers.config().withReplica(servers.replicaUrl())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The server of the replica follows no primary; name a replica of this primary, or rebuild"
                        + " the promoted server as one.");
    }
}
