package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A repeated command beside the transaction of the first, which makes the same move legal again. */
@BothEngines
@Timeout(60)
class LateCommandTest {

    private final CountDownLatch movedThereAndBack = new CountDownLatch(1);
    private final CountDownLatch mayCommit = new CountDownLatch(1);

    @Test
    void appliesItOnceAlsoWhenItLookedBeforeTheFirstOneCommitted(AroDatabase db, TestDatabase database)
            throws Exception {
        Appointment visit = Given.booked(db, 1);
        StatusChange command = DESK.withCommandId("move-1");

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> first = threads.submit(() -> {
                moveThereAndBack(db, visit, command);
                return null;
            });
            movedThereAndBack.await();
            Future<Appointment> repeated =
                    threads.submit(() -> db.appointments().updateStatus(visit.id(), RESCHEDULED, command));
            awaitThatOneWaitsForALock(database);
            mayCommit.countDown();

            first.get(30, TimeUnit.SECONDS);
            assertThat(repeated.get(30, TimeUnit.SECONDS).version()).isEqualTo(3);
        } finally {
            mayCommit.countDown();
        }

        assertThat(db.appointments().getById(visit.id()).status()).isEqualTo(BOOKED);
        assertThat(db.appointments().transitionsOf(visit.id())).hasSize(3);
    }

    @Test
    void takesNoAppointmentFromItsSlotThatItHasChangedOtherwiseBefore(AroDatabase db, TestDatabase database)
            throws Exception {
        Appointment visit = Given.booked(db, 1);
        StatusChange command = DESK.withCommandId("confirm-1");
        db.appointments().updateStatus(visit.id(), CONFIRMED, command);
        Appointment rescheduled = db.appointments().updateStatus(visit.id(), RESCHEDULED, DESK);
        var before = Rows.dump(database);

        Appointment late = db.appointments().reschedule(visit.id(), NewSlot.at(Given.MAY), command);

        assertThat(late).isEqualTo(rescheduled);
        assertThat(db.appointments().findReplacementOf(visit.id())).isEmpty();
        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    private void moveThereAndBack(AroDatabase db, Appointment visit, StatusChange command) throws Exception {
        db.<InterruptedException>useTransaction(tx -> {
            tx.appointments().updateStatus(visit.id(), RESCHEDULED, command);
            tx.appointments().updateStatus(visit.id(), BOOKED, DESK);
            movedThereAndBack.countDown();
            mayCommit.await();
        });
    }

    /**
     * Waits for a lock wait on PostgreSQL. On SQLite the second writer waits for the writer connection, which is not
     * observable.
     */
    private static void awaitThatOneWaitsForALock(TestDatabase database) throws Exception {
        String waiting = "SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while (database.engine().isPostgres() && Rows.number(database, waiting) == 0) {
            Thread.onSpinWait();
        }
    }
}
