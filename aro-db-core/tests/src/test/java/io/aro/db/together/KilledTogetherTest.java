package io.aro.db.together;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.RacingDeliveries;
import io.aro.db.hold.LegalHold;
import io.aro.db.idempotency.Outcome.Answered;
import io.aro.db.retention.RetentionService;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Repeated kills of one of two processes on one database and one archive. Both run webhooks, status changes, moves,
 * holds, erasures, retention and verification.
 */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Timeout(7200)
@Execution(ExecutionMode.CONCURRENT)
class KilledTogetherTest {

    private static final int KILLS = Effort.of(10, 200);
    private static final long SEED = 20261129;
    private static final int SHORTEST_MILLIS = 500;
    private static final int LONGEST_MILLIS = 6_000;

    private final TestDatabase database;
    private final Told told = new Told();

    @TempDir
    private Path folder = Path.of("");

    KilledTogetherTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void losesAndDoublesNothingWheneverAProcessIsKilled() {
        Path archive = folder.resolve("archive");
        workAndKill(archive);

        try (AroDatabase db = database.open(InstantSource.system())) {
            int keys = deliverTheRest(db);
            RetentionService retention = db.retention(FileArchive.in(archive));
            retention.run(Practice.POLICY);
            assertThat(retention.archive().verify().problems()).isEmpty();

            Remains remains = Remains.of(db, archive);

            assertThat(told.of("failure")).isEmpty();
            assertThat(remains.keys()).doesNotHaveDuplicates();
            assertThat(remains.keys()).containsAll(appointments("visit")).containsAll(appointments("kept"));
            assertThat(remains.effects())
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, keys)
                            .mapToObj(key -> "key-" + key)
                            .toList());
            assertThat(remains.brokenHistories()).isEmpty();
            assertHoldsAreKept(db, remains);
            assertErasedStaysErased(db);
            assertThat(remains.inArchive()).isNotEmpty();
            assertThat(told.count("archived")).isPositive();
            assertThat(told.count("verified")).isPositive();
        }
    }

    private void workAndKill(Path archive) {
        Random random = new Random(SEED);
        List<PracticeProcess> both = new ArrayList<>();
        try {
            both.add(PracticeProcess.start(database, archive, 0));
            both.add(PracticeProcess.start(database, archive, 0));
            for (int i = 0; i < KILLS; i++) {
                int victim = random.nextInt(both.size());
                both.get(victim).awaitFirstCommit();
                letPass(Duration.ofMillis(SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS)));
                assertThat(both).allMatch(PracticeProcess::isAlive);
                told.add(both.get(victim).kill());
                both.set(victim, PracticeProcess.start(database, archive, told.nextKey()));
            }
            both.forEach(process -> told.add(process.stop()));
        } finally {
            both.forEach(PracticeProcess::close);
        }
    }

    /** Delivers each webhook once more, including webhooks of killed processes, and returns their number. */
    private int deliverTheRest(AroDatabase db) {
        int keys = told.lastKey() + 3; // Each thread of a process may have begun one more.
        RacingDeliveries deliveries = new RacingDeliveries(db, Practice.LEASE, line -> {});
        for (int key = 0; key < keys; key++) {
            while (!(deliveries.deliver(key, null) instanceof Answered)) {
                letPass(Duration.ofMillis(50));
            }
        }
        return keys;
    }

    private List<String> appointments(String word) {
        return told.of(word).stream().map(id -> "appointments " + id).toList();
    }

    private void assertHoldsAreKept(AroDatabase db, Remains remains) {
        assertThat(told.of("held")).isNotEmpty();
        assertThat(db.legalHolds().findAll().stream().map(LegalHold::customerId).map(UUID::toString))
                .containsAll(told.of("held"));
        assertThat(remains.inDatabase().stream().map(Remains.Row::key)).containsAll(appointments("kept"));
    }

    private void assertErasedStaysErased(AroDatabase db) {
        assertThat(told.of("erased"))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(
                                db.customers().getById(UUID.fromString(id)).phone())
                        .startsWith("+999"));
    }

    private static void letPass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
