package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.lifecycle.Correction;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Archiving beside a concurrent correction of one appointment in the batch. */
@BothEngines
@Timeout(120)
class ArchiveRaceTest {

    private static final int MORE_THAN_A_BATCH = 502;
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private final CountDownLatch corrected = new CountDownLatch(1);
    private final CountDownLatch mayCommit = new CountDownLatch(1);

    @Test
    void goesOnAfterABatchOfWhichOneWasTakenBack(AroDatabase db, TestDatabase database, TestClock clock)
            throws Exception {
        List<UUID> completed = completedVisits(db);
        clock.advance(Duration.ofDays(1));

        int archived;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> correction = threads.submit(() -> {
                takeBack(db, completed.get(5));
                return null;
            });
            corrected.await();
            Future<Integer> archiving = threads.submit(() -> db.appointments().archiveCompleted(clock.instant()));
            awaitThatItWaitsForALock(database, archiving);
            mayCommit.countDown();
            correction.get(60, TimeUnit.SECONDS);
            archived = archiving.get(60, TimeUnit.SECONDS);
        } finally {
            mayCommit.countDown();
        }

        assertThat(archived).isEqualTo(MORE_THAN_A_BATCH - 1);
        assertThat(Rows.number(
                        database,
                        "SELECT count(*) FROM appointments WHERE status = 'completed' AND archived_at IS NULL"))
                .isZero();
        assertThat(db.appointments().getById(completed.get(5)).archivedAt()).isNull();
    }

    private static List<UUID> completedVisits(AroDatabase db) {
        UUID ada = Given.customer(db, 1).id();
        return db.inTransaction(tx -> {
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < MORE_THAN_A_BATCH; i++) {
                UUID id = tx.appointments().create(visit(ada)).id();
                tx.appointments().updateStatus(id, IN_PROGRESS, DESK);
                tx.appointments().updateStatus(id, COMPLETED, DESK);
                ids.add(id);
            }
            return ids;
        });
    }

    private void takeBack(AroDatabase db, UUID id) throws InterruptedException {
        db.<InterruptedException>useTransaction(tx -> {
            tx.appointments().correct(id, Correction.DID_NOT_COME, DESK.withReason("was not here"));
            corrected.countDown();
            mayCommit.await();
        });
    }

    /**
     * Waits for a lock wait on PostgreSQL. On SQLite the second writer waits for the writer connection, which is not
     * observable.
     */
    private static void awaitThatItWaitsForALock(TestDatabase database, Future<?> second) throws Exception {
        while (database.engine().isPostgres() && !second.isDone() && Rows.number(database, WAITING) == 0) {
            Thread.onSpinWait();
        }
    }
}
