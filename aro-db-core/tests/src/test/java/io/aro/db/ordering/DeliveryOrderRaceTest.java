package io.aro.db.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.Rows;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Concurrent deliveries about the same subject: no older event after a newer event. */
@BothEngines
@Timeout(120)
class DeliveryOrderRaceTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int THREADS = 8;
    private static final int ROUNDS = Effort.of(3, 10);

    private final AroDatabase db;
    private final TestDatabase database;

    DeliveryOrderRaceTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    /**
     * A delivered event.
     *
     * @param occurredAt the time of the event
     * @param applied whether the event was accepted
     */
    private record Delivered(Instant occurredAt, boolean applied) {}

    @Test
    void appliesNoEventAfterANewerOneHoweverManyAreDeliveredAtOnce() throws Exception {
        List<Instant> times = new ArrayList<>(
                IntStream.range(0, THREADS * ROUNDS).mapToObj(NOON::plusSeconds).toList());
        Collections.shuffle(times, new Random(42));
        // In the order of the locks on the subject's row, the order of the commits.
        List<Delivered> order = Collections.synchronizedList(new ArrayList<>());

        try (Crew crew = Crew.of(THREADS)) {
            Results<Integer> results = crew.together(member -> {
                for (Instant at : times.subList(member * ROUNDS, (member + 1) * ROUNDS)) {
                    db.useTransaction(tx -> {
                        boolean applied = tx.deliveryOrder().acceptIfNewest("calendly", "booking-1", at);
                        order.add(new Delivered(at, applied));
                    });
                }
                return member;
            });
            assertThat(results.failures()).isEmpty();
        }

        List<Instant> applied = order.stream()
                .filter(Delivered::applied)
                .map(Delivered::occurredAt)
                .toList();
        assertThat(order).hasSize(times.size());
        assertThat(applied).isSorted().doesNotHaveDuplicates().endsWith(Collections.max(times));
        assertThat(order).allSatisfy(each -> assertThat(each.applied()).isEqualTo(applied.contains(each.occurredAt())));
        DeliverySubject subject = subject();
        assertThat(subject.occurredAt()).isEqualTo(Collections.max(times));
        assertThat(subject.superseded()).isEqualTo(times.size() - applied.size());
    }

    private DeliverySubject subject() {
        return db.inTransaction(tx -> tx.deliveryOrder().find("calendly", "booking-1"))
                .orElseThrow();
    }

    @Test
    void anOlderEventWaitsForTheNewerOneUnderWayAndIsDropped() throws Exception {
        assertThat(olderWhileNewerIsUnderWay(true)).isFalse();

        assertThat(subject().occurredAt()).isEqualTo(NOON);
        assertThat(subject().superseded()).isEqualTo(1);
    }

    @Test
    void anOlderEventIsAppliedIfTheNewerOneUnderWayRollsBack() throws Exception {
        assertThat(olderWhileNewerIsUnderWay(false)).isTrue();

        assertThat(subject().occurredAt()).isEqualTo(NOON.minusSeconds(1));
        assertThat(subject().superseded()).isZero();
    }

    /**
     * Begins the older delivery after the newer delivery's write and before its end; returns whether the older is
     * applied.
     */
    private boolean olderWhileNewerIsUnderWay(boolean committing) throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> newer = threads.submit(() -> db.inTransaction(tx -> {
                assertThat(tx.deliveryOrder().acceptIfNewest("calendly", "booking-1", NOON))
                        .isTrue();
                written.countDown();
                assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
                if (!committing) {
                    throw new IllegalStateException("the handler fails");
                }
                return true;
            }));
            assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
            Future<Boolean> older = threads.submit(() -> db.inTransaction(
                    tx -> tx.deliveryOrder().acceptIfNewest("calendly", "booking-1", NOON.minusSeconds(1))));
            awaitAWaiter();
            assertThat(older).isNotDone();

            goOn.countDown();

            if (committing) {
                newer.get(60, TimeUnit.SECONDS);
            }
            return older.get(60, TimeUnit.SECONDS);
        }
    }

    /**
     * Waits for a lock wait on PostgreSQL. On SQLite the second writer waits before its transaction begins,
     * unobservably.
     */
    private void awaitAWaiter() throws SQLException {
        if (database.engine() != Engine.SQLITE) {
            String waiting =
                    "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity"
                            + " WHERE datname = current_database())";
            while (Rows.number(database, waiting) == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
