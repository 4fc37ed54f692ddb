package io.aro.db.replica;

import static io.aro.db.replica.ReadRoute.awaitReplica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.ReplicaPolicy;
import io.aro.db.connection.WritePosition;
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

/** Reads under way while the replica freezes, and while the database closes. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(180)
class FrozenReplicaTest {

    private static final int THREADS = 3;

    private static final ReplicaPolicy ANY_LAG = ReplicaPolicy.defaults().withLongestLag(Duration.ofHours(1));

    private final ReplicatedServers servers;

    FrozenReplicaTest(TestDatabase database) throws IOException, SQLException {
        this.servers = ReplicatedServers.start(database);
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
    }

    /** The reads end long before the limit of the socket, which is 40 seconds. */
    @Test
    void repeatsReadsUnderWayOnThePrimarySoonAfterTheReplicaFreezes() throws Exception {
        try (AroDatabase db = AroDatabase.open(servers.config().withReplica(servers.replicaUrl(), ANY_LAG));
                ExecutorService readers = Executors.newFixedThreadPool(THREADS)) {
            awaitReplica(db);
            List<Future<String>> reads = Stream.generate(() -> readers.submit(() -> sleepingOnTheReplica(db)))
                    .limit(THREADS)
                    .toList();
            servers.awaitSleepers(THREADS);

            servers.freezeReplica();

            long begun = System.nanoTime();
            for (Future<String> read : reads) {
                assertThat(read.get()).isEqualTo("primary");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static String sleepingOnTheReplica(AroDatabase db) {
        return db.session()
                .<String>read(dsl -> String.valueOf(dsl.fetchValue(
                        "SELECT CASE WHEN pg_is_in_recovery() THEN pg_sleep(3600)::text ELSE 'primary' END")));
    }

    @Test
    void endsReadsThatWaitForAPositionWithTheCloseOfTheDatabase() throws Exception {
        ReplicaPolicy patient = ANY_LAG.withLongestWait(Duration.ofMinutes(1));
        AroDatabase db = AroDatabase.open(servers.config().withReplica(servers.replicaUrl(), patient));
        try (ExecutorService readers = Executors.newFixedThreadPool(1)) {
            awaitReplica(db);
            AroDatabase later = db.readingAfter(WritePosition.parse("1/FFFFFF/0"));
            Future<Boolean> read = readers.submit(() -> ReadRoute.isOnReplica(later));

            db.close();

            assertThatThrownBy(read::get)
                    .hasRootCauseMessage("This AroDatabase has been closed; open the database again.");
        }
    }
}
