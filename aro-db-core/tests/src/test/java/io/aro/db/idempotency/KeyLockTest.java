package io.aro.db.idempotency;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.fail;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.row;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Crew;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The simple ways to use the service: lock, work, store; and one call for a whole webhook. */
@BothEngines
@Timeout(120)
class KeyLockTest {

    private static final IdempotencyKey KEY = key(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final AroDatabase db;
    private final AroDatabase other;
    private final TestClock clock;
    private final TestDatabase database;

    KeyLockTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.other = database.open();
        this.clock = clock;
        this.database = database;
    }

    @Test
    void locksOnceAndReturnsWhatWasStored() throws SQLException {
        assertThat(service(db).checkAndLock(KEY, DAY)).isTrue();
        assertThat(service(db).checkAndLock(KEY, DAY)).isFalse();
        assertThat(service(other).checkAndLock(KEY, DAY)).isFalse();
        assertThat(service(db).getResponse(KEY, Map.class)).isEmpty();

        service(db).storeResponse(KEY, Map.of("visit", "v-1"));

        assertThat(service(other).getResponse(KEY, Map.class)).contains(Map.of("visit", "v-1"));
        assertThat(service(db).checkAndLock(KEY, DAY)).isFalse();
        assertThat(row(database)).isEqualTo("completed|1|1");
    }

    @Test
    void locksForOneOfManyAtOnce() throws Exception {
        try (Crew crew = Crew.of(8)) {
            for (int round = 0; round < 20; round++) {
                IdempotencyKey key = key(round);

                var results = crew.together(
                        member -> service(member % 2 == 0 ? db : other).checkAndLock(key, DAY));

                assertThat(results.failures()).isEmpty();
                assertThat(results.values()).filteredOn(locked -> locked).hasSize(1);
            }
        }
    }

    @Test
    void letsNobodyStoreButTheObjectThatLocked() {
        service(db).checkAndLock(KEY, DAY);

        assertThatExceptionOfType(KeyStateException.class)
                .isThrownBy(() -> service(other).storeResponse(KEY, "stolen"))
                .satisfies(refusal -> assertThat(refusal.state()).contains(KeyState.IN_PROGRESS));
        assertThatExceptionOfType(KeyStateException.class)
                .isThrownBy(() -> service(db).storeResponse(key(2), "never locked"))
                .satisfies(refusal -> assertThat(refusal.state()).isEmpty());
        service(db).storeResponse(KEY, "own");
        assertThatExceptionOfType(KeyStateException.class)
                .isThrownBy(() -> service(db).storeResponse(KEY, "twice"))
                .satisfies(refusal -> assertThat(refusal.state()).contains(KeyState.COMPLETED));

        assertThat(service(db).getResponse(KEY, String.class)).contains("own");
    }

    @Test
    void givesALapsedLockToTheNext() throws SQLException {
        service(db).checkAndLock(KEY, DAY);
        clock.advance(POLICY.lease());

        assertThat(service(other).checkAndLock(KEY, DAY)).isTrue();

        assertThatExceptionOfType(KeyStateException.class)
                .isThrownBy(() -> service(db).storeResponse(KEY, "late"));
        service(other).storeResponse(KEY, "own");
        assertThat(service(db).getResponse(KEY, String.class)).contains("own");
        assertThat(row(database)).isEqualTo("completed|2|2");
    }

    @Test
    void forgetsTheKeyAfterTheTimeThatWasAskedFor() throws SQLException {
        service(db).checkAndLock(KEY, DAY);
        service(db).storeResponse(KEY, "stored");

        clock.advance(DAY.minusMillis(1));
        assertThat(service(db).getResponse(KEY, String.class)).contains("stored");
        assertThat(service(db).checkAndLock(KEY, DAY)).isFalse();

        clock.advance(Duration.ofMillis(1));
        assertThat(service(db).getResponse(KEY, String.class)).isEmpty();
        assertThat(service(db).checkAndLock(KEY, DAY)).isTrue();
        assertThat(row(database)).isEqualTo("in_progress|2|1");
    }

    @Test
    void holdsALockNoLongerThanItsKeyIsRemembered() {
        service(db).checkAndLock(KEY, Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));

        assertThat(service(other).checkAndLock(KEY, DAY)).isTrue();
    }

    @Test
    void returnsNoResponseThatIsKeptNoLonger() {
        service(db).checkAndLock(KEY, Duration.ofDays(30));
        service(db).storeResponse(KEY, "stored");
        clock.advance(POLICY.response());

        assertThat(service(db).getResponse(KEY, String.class)).isEmpty();
        assertThat(service(db).checkAndLock(KEY, DAY)).isFalse();
    }

    @Test
    void storesNothingThatCannotBeStored() {
        service(db).checkAndLock(KEY, DAY);

        for (Object response :
                new Object[] {"x".repeat(POLICY.maxResponseBytes()), "nul\0", new FailedWorkTest.Unwritable()}) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> service(db).storeResponse(KEY, response));
        }
        service(db).storeResponse(KEY, null);

        assertThat(service(db).getResponse(KEY, String.class)).isEmpty();
        assertThat(service(db).checkAndLock(KEY, DAY)).isFalse();
    }

    @Test
    void handlesAWebhookOnceAndReturnsItsResponseEachTime() {
        for (int delivery = 1; delivery <= 3; delivery++) {
            String answer = service(db)
                    .handleWebhook(
                            "calendly",
                            "evt-1",
                            BODY,
                            String.class,
                            tx -> tx.customers()
                                    .create(NewCustomer.withPhone(phone(1)))
                                    .phone());

            assertThat(answer).isEqualTo(phone(1));
        }
    }

    @Test
    void runsAWebhookAgainThatHasFailed() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> service(db)
                        .<String, IOException>handleWebhook("calendly", "evt-1", BODY, String.class, tx -> {
                            throw new IOException("no");
                        }));

        assertThat(webhook("evt-1", "done")).isEqualTo("done");
    }

    @Test
    void saysWhyAWebhookWasNotExecuted() {
        execute(db, key(1), "done");
        service(other).checkAndLock(key(2), DAY);
        fail(service(db), key(3), failure -> FailureAction.park());
        fail(service(db), key(4), failure -> FailureAction.giveUp());

        assertThatExceptionOfType(NotExecutedException.class)
                .isThrownBy(
                        () -> service(db).handleWebhook("calendly", "evt-1", "{}", String.class, tx -> "not reached"))
                .satisfies(refusal -> assertThat(refusal.outcome()).isInstanceOf(Mismatch.class))
                .satisfies(refusal -> assertThat(refusal.isRetryable()).isFalse());
        assertThatExceptionOfType(NotExecutedException.class)
                .isThrownBy(() -> webhook("evt-2", "not reached"))
                .satisfies(refusal -> assertThat(refusal.outcome()).isInstanceOf(InProgress.class))
                .satisfies(refusal -> assertThat(refusal.isRetryable()).isTrue());
        assertThatExceptionOfType(NotExecutedException.class)
                .isThrownBy(() -> webhook("evt-3", "not reached"))
                .satisfies(refusal -> assertThat(refusal.outcome()).isInstanceOf(Parked.class));
        assertThatExceptionOfType(NotExecutedException.class)
                .isThrownBy(() -> webhook("evt-4", "not reached"))
                .satisfies(refusal -> assertThat(refusal.outcome()).isInstanceOf(Exhausted.class));
        clock.advance(POLICY.response());
        assertThatExceptionOfType(NotExecutedException.class)
                .isThrownBy(() -> webhook("evt-1", "not reached"))
                .satisfies(refusal -> assertThat(refusal.outcome()).isInstanceOf(ResponseExpired.class))
                .satisfies(refusal -> assertThat(refusal.isRetryable()).isFalse());
    }

    private String webhook(String id, String response) {
        return service(db).handleWebhook("calendly", id, BODY, String.class, tx -> response);
    }
}
