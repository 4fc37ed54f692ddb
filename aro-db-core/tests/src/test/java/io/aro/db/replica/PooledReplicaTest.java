package io.aro.db.replica;

import static io.aro.db.replica.ReadRoute.awaitReplica;
import static io.aro.db.replica.ReadRoute.isOnReplica;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.ReplicaPolicy;
import io.aro.db.customer.Customer;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Pooler;
import io.aro.db.fixture.ReplicatedServers;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads from a replica behind a pooler in transaction mode, with a primary behind another. */
@BothEngines(Engine.POSTGRES_18)
@Timeout(180)
class PooledReplicaTest {

    private static final int SERVERS = 3;
    private static final int THREADS = 8;

    private static final ReplicaPolicy ANY_LAG = ReplicaPolicy.defaults().withLongestLag(Duration.ofHours(1));

    private final ReplicatedServers servers;

    PooledReplicaTest(TestDatabase database) throws IOException, SQLException {
        this.servers = ReplicatedServers.start(database);
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
    }

    @ParameterizedTest
    @EnumSource
    void readsThePooledReplicaAndLeavesNothing(Pooler.Kind kind) throws Exception {
        try (Pooler primary = servers.poolPrimary(kind, SERVERS);
                Pooler replica = servers.poolReplica(kind, SERVERS)) {
            try (AroDatabase db = open(primary, replica, ANY_LAG.withLongestWait(Duration.ofSeconds(30)));
                    Crew crew = Crew.of(THREADS)) {
                awaitReplica(db);

                Crew.Results<Long> wrong = crew.together(member -> IntStream.range(0, 20)
                        .filter(i -> !readsItsOwn(db, member * 20 + i))
                        .count());

                assertThat(wrong.failures()).isEmpty();
                assertThat(wrong.values()).hasSize(THREADS).containsOnly(0L);
                assertThat(isOnReplica(db)).isTrue();
            }

            assertThat(servers.leftovers(replica, SERVERS)).isEmpty();
            assertThat(servers.leftovers(primary, SERVERS)).isEmpty();
        }
    }

    private static boolean readsItsOwn(AroDatabase db, int number) {
        Customer customer = Given.customer(db, number);
        AroDatabase after = db.readingAfter(db.writePosition());
        return isOnReplica(after)
                && after.customers().findById(customer.id()).isPresent()
                && after.<Boolean, RuntimeException>readOnly(
                        tx -> tx.customers().findById(customer.id()).isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void readsItsOwnWritesFromThePrimaryWhileThePooledReplicaLags(Pooler.Kind kind) throws Exception {
        try (Pooler primary = servers.poolPrimary(kind, SERVERS);
                Pooler replica = servers.poolReplica(kind, SERVERS);
                AroDatabase db = open(primary, replica, ANY_LAG.withLongestWait(Duration.ofMillis(250)))) {
            awaitReplica(db);
            servers.pauseReplay();
            Customer ada = Given.customer(db, 1);
            AroDatabase after = db.readingAfter(db.writePosition());

            assertThat(db.customers().findById(ada.id())).isEmpty();
            assertThat(after.customers().findById(ada.id())).isPresent();
            assertThat(isOnReplica(after)).isFalse();

            servers.resumeReplay();

            awaitReplica(after);
            assertThat(after.customers().findById(ada.id())).isPresent();
        }
    }

    /** PgBouncer ends the wait of a read under way, long before the limit of the socket. */
    @ParameterizedTest
    @EnumSource
    void readsThePrimaryWhileThePooledReplicaIsDown(Pooler.Kind kind) throws Exception {
        try (Pooler primary = servers.poolPrimary(kind, SERVERS);
                Pooler replica = servers.poolReplica(kind, SERVERS)) {
            try (AroDatabase db = open(primary, replica, ANY_LAG)) {
                awaitReplica(db);

                servers.killReplica();

                Customer ada = Given.customer(db, 1);
                long begun = System.nanoTime();
                assertThat(db.customers().findById(ada.id())).isPresent();
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
                assertThat(isOnReplica(db)).isFalse();
                assertThat(db.<Long, RuntimeException>readOnly(
                                tx -> tx.customers().count(DSL.noCondition())))
                        .isEqualTo(1);

                servers.restartReplica();

                awaitReplica(db);
            }

            assertThat(servers.leftovers(replica, SERVERS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensWhileThePooledReplicaIsDown(Pooler.Kind kind) throws Exception {
        servers.killReplica();
        try (Pooler primary = servers.poolPrimary(kind, SERVERS);
                Pooler replica = servers.poolReplica(kind, SERVERS);
                AroDatabase db = open(primary, replica, ANY_LAG)) {
            Customer ada = Given.customer(db, 1);
            assertThat(db.customers().findById(ada.id())).isPresent();

            servers.restartReplica();

            awaitReplica(db);
        }
    }

    private AroDatabase open(Pooler primary, Pooler replica, ReplicaPolicy policy) {
        PostgresConfig config = servers.config(primary);
        return AroDatabase.open(config.withReplica(servers.replicaUrl(replica), policy));
    }
}
