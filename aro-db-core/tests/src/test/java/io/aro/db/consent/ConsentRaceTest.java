package io.aro.db.consent;

import static io.aro.db.contact.Channel.SMS;
import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Opt-outs beside concurrent sending. */
@BothEngines
@Timeout(120)
class ConsentRaceTest {

    private static final int ROUNDS = Effort.of(6, 25);
    private static final int SENDERS = 6;
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

    private final AroDatabase db;
    private final TestDatabase database;

    ConsentRaceTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    void commitsNoSendAfterAnOptOutHasReturned() throws Exception {
        int sends = 0;
        try (Crew crew = Crew.of(SENDERS + 1)) {
            for (int round = 1; round <= ROUNDS; round++) {
                UUID visit = Given.booked(db, round).id();
                String phone = phone(round);
                db.consents().append(NewConsent.toAll(phone, ConsentMethod.VERBAL));
                AtomicInteger started = new AtomicInteger();

                Results<Long> results = crew.together(member -> {
                    if (member > 0) {
                        return sendWhileAllowed(phone, visit, started);
                    }
                    while (started.get() < SENDERS / 2) {
                        Thread.onSpinWait();
                    }
                    db.consents().append(NewOptOut.fromAll(phone));
                    return sent(visit);
                });

                assertThat(results.failures()).isEmpty();
                assertThat(results.values()).hasSize(SENDERS + 1);
                long afterTheOptOut = results.values().getFirst();
                assertThat(sent(visit)).as("sent in all, round %s", round).isEqualTo(afterTheOptOut);
                sends += Math.toIntExact(afterTheOptOut);
            }
        }
        assertThat(sends).as("sent before the opt-outs").isPositive();
    }

    @Test
    void letsAnOptOutWaitForTheTransactionThatSends() throws Exception {
        UUID visit = Given.booked(db, 1).id();
        db.consents().append(NewConsent.toAll(phone(1), ConsentMethod.VERBAL));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> sending = threads.submit(() -> db.<Boolean, InterruptedException>inTransaction(tx -> {
                boolean may = tx.consents().lockConsent(phone(1), SMS);
                asked.countDown();
                mayCommit.await();
                tx.reminders().create(NewReminder.of(visit, ReminderType.HOURS_24, SMS));
                return may;
            }));
            asked.await();
            Future<Long> optOut = threads.submit(() -> {
                db.consents().append(NewOptOut.fromAll(phone(1)));
                return sent(visit);
            });
            awaitThatItWaitsForALock(optOut);
            boolean isWaiting = !optOut.isDone();
            boolean stillMay = db.consents().mayContact(phone(1), SMS);
            mayCommit.countDown();

            assertThat(isWaiting).isTrue();
            assertThat(stillMay).isTrue();
            assertThat(sending.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(optOut.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        } finally {
            mayCommit.countDown();
        }
        assertThat(db.consents().mayContact(phone(1), SMS)).isFalse();
    }

    @Test
    void letsASenderWaitForAnOptOutThatIsNotCommitted() throws Exception {
        db.consents().append(NewConsent.toAll(phone(1), ConsentMethod.VERBAL));
        CountDownLatch revoked = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> optOut = threads.submit(() -> revoke(revoked, mayCommit));
            revoked.await();
            Future<Boolean> sending =
                    threads.submit(() -> db.inTransaction(tx -> tx.consents().lockConsent(phone(1), SMS)));
            awaitThatItWaitsForALock(sending);
            mayCommit.countDown();

            optOut.get(30, TimeUnit.SECONDS);
            assertThat(sending.get(30, TimeUnit.SECONDS)).isFalse();
        } finally {
            mayCommit.countDown();
        }
    }

    @Test
    void letsAConsentWaitForAnOptOutThatIsNotCommitted() throws Exception {
        CountDownLatch revoked = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> optOut = threads.submit(() -> revoke(revoked, mayCommit));
            revoked.await();
            Future<Consent> consent =
                    threads.submit(() -> db.consents().append(NewConsent.toAll(phone(1), ConsentMethod.VERBAL)));
            awaitThatItWaitsForALock(consent);
            boolean isWaiting = !consent.isDone();
            mayCommit.countDown();

            assertThat(isWaiting).isTrue();
            optOut.get(30, TimeUnit.SECONDS);
            Consent last = consent.get(30, TimeUnit.SECONDS);
            assertThat(db.consents().findByPhone(phone(1), 10))
                    .hasSize(2)
                    .last()
                    .isEqualTo(last);
        } finally {
            mayCommit.countDown();
        }
        assertThat(db.consents().mayContact(phone(1), SMS)).isTrue();
    }

    @Test
    void letsTheWordDecideThatIsSaidAfterAllOthersHaveReturned() throws Exception {
        try (Crew crew = Crew.of(4)) {
            for (int round = 0; round < 5; round++) {
                Results<Consent> results = crew.together(member -> member % 2 == 0
                        ? db.consents().append(NewConsent.toAll(phone(1), ConsentMethod.VERBAL))
                        : db.consents().append(NewOptOut.fromAll(phone(1))));
                assertThat(results.failures()).isEmpty();

                db.consents().append(NewConsent.toAll(phone(1), ConsentMethod.VERBAL));
                assertThat(db.consents().mayContact(phone(1), SMS)).isTrue();

                db.consents().append(NewOptOut.fromAll(phone(1)));
                assertThat(db.consents().mayContact(phone(1), SMS)).isFalse();
            }
        }
    }

    /** Revokes a consent, and commits after the permission. */
    private @Nullable Void revoke(CountDownLatch revoked, CountDownLatch mayCommit) throws InterruptedException {
        db.<InterruptedException>useTransaction(tx -> {
            tx.consents().append(NewOptOut.from(SMS, phone(1)));
            revoked.countDown();
            mayCommit.await();
        });
        return null;
    }

    private long sendWhileAllowed(String phone, UUID visit, AtomicInteger started) {
        long sent = 0;
        while (send(phone, visit)) {
            sent++;
            if (sent == 1) {
                started.incrementAndGet();
            }
        }
        return sent;
    }

    private boolean send(String phone, UUID visit) {
        return db.inTransaction(tx -> {
            boolean may = tx.consents().lockConsent(phone, SMS);
            if (may) {
                tx.reminders().create(NewReminder.of(visit, ReminderType.HOURS_24, SMS));
            }
            return may;
        });
    }

    private long sent(UUID visit) throws Exception {
        return Rows.number(database, "SELECT count(*) FROM reminder_logs WHERE appointment_id = '" + visit + "'");
    }

    /**
     * Waits for a lock wait on PostgreSQL. On SQLite the second writer waits for the writer connection, which is not
     * observable.
     */
    private void awaitThatItWaitsForALock(Future<?> second) throws Exception {
        while (database.engine().isPostgres() && !second.isDone() && Rows.number(database, WAITING) == 0) {
            Thread.onSpinWait();
        }
    }
}
