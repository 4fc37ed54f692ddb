package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.claimAndDie;
import static io.aro.db.idempotency.Deliveries.fail;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.service;
import static io.aro.db.idempotency.KeyEvent.Kind.ACQUIRED;
import static io.aro.db.idempotency.KeyEvent.Kind.COMPLETED;
import static io.aro.db.idempotency.KeyEvent.Kind.EXHAUSTED;
import static io.aro.db.idempotency.KeyEvent.Kind.EXPIRED;
import static io.aro.db.idempotency.KeyEvent.Kind.IN_PROGRESS;
import static io.aro.db.idempotency.KeyEvent.Kind.LEASE_LOST;
import static io.aro.db.idempotency.KeyEvent.Kind.MISMATCH;
import static io.aro.db.idempotency.KeyEvent.Kind.PARKED;
import static io.aro.db.idempotency.KeyEvent.Kind.RELEASED;
import static io.aro.db.idempotency.KeyEvent.Kind.REPLAYED;
import static io.aro.db.idempotency.KeyEvent.Kind.TAKEN_OVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.KeyEvent.Kind;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The events of a listener for executed, leased, lost and failed work. */
@BothEngines
class IdempotencyListenerTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;
    private final Queue<KeyEvent> events = new ConcurrentLinkedQueue<>();
    private final IdempotencyService service;

    IdempotencyListenerTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
        this.service = service(db).withListener(events::add);
    }

    @Test
    void hearsOfWorkAndItsDuplicates() {
        service.execute(KEY, BODY, String.class, tx -> {
            assertHeard(ACQUIRED);
            return "done";
        });
        assertHeard(COMPLETED);
        service.execute(KEY, BODY, String.class, tx -> "not reached");
        assertHeard(REPLAYED);
        service.execute(KEY, "{}", String.class, tx -> "not reached");
        assertHeard(MISMATCH);
        clock.advance(POLICY.response());
        service.execute(KEY, BODY, String.class, tx -> "not reached");
        assertHeard(REPLAYED);
        clock.advance(POLICY.retention());
        service.execute(KEY, BODY, String.class, tx -> "anew");
        assertHeard(EXPIRED, COMPLETED);
    }

    @Test
    void hearsOfLeasedWorkAndItsEnd() {
        service.executeLeased(KEY, BODY, String.class, lease -> {
            assertHeard(ACQUIRED);
            service(database.open()).withListener(events::add).executeLeased(KEY, BODY, String.class, inner -> "no");
            assertThat(events).containsExactly(new KeyEvent(IN_PROGRESS, KEY, 1, 1, null));
            assertHeard(IN_PROGRESS);
            return "done";
        });
        assertHeard(COMPLETED);
        fail(service, key(2), failure -> FailureAction.retry());
        assertHeard(ACQUIRED, RELEASED);
        fail(service, key(3), failure -> FailureAction.giveUp());
        assertHeard(ACQUIRED, EXHAUSTED);
        service.executeLeased(key(3), BODY, String.class, lease -> "not reached");
        assertHeard(EXHAUSTED);
        fail(service, key(4), failure -> FailureAction.park());
        assertHeard(ACQUIRED, PARKED);
        service.executeLeased(key(4), BODY, String.class, lease -> "not reached");
        assertHeard(PARKED);
        service.keys().release(key(4));
        assertHeard(RELEASED);
        service.executeLeased(key(4), BODY, String.class, lease -> "done");
        assertHeard(ACQUIRED, COMPLETED);
    }

    @Test
    void hearsOfATakeoverAndOfTheLoss() {
        claimAndDie(db, KEY);
        clock.advance(POLICY.lease());

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> service.executeLeased(KEY, BODY, String.class, lease -> {
                    assertThat(events).containsExactly(new KeyEvent(TAKEN_OVER, KEY, 2, 2, null));
                    clock.advance(POLICY.lease());
                    assertThat(lease(database.open(), KEY, "thief")).isInstanceOf(Executed.class);
                    return "zombie";
                }));

        assertThat(events)
                .containsExactly(new KeyEvent(TAKEN_OVER, KEY, 2, 2, null), new KeyEvent(LEASE_LOST, KEY, 2, 2, null));
    }

    @Test
    void hearsNothingOfWorkThatWasRolledBackButThatItBegan() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> service.<String, IllegalStateException>execute(KEY, BODY, String.class, tx -> {
                    throw new IllegalStateException("no");
                }));

        assertHeard(ACQUIRED);
    }

    @Test
    void disturbsNothingWhenItFails() {
        IdempotencyService noisy = service(db).withListener(event -> {
            events.add(event);
            throw new IllegalStateException("a listener that fails");
        });

        assertThat(noisy.execute(KEY, BODY, String.class, tx -> "done")).isEqualTo(new Executed<>("done"));
        assertThat(noisy.executeLeased(key(2), BODY, String.class, lease -> "done"))
                .isEqualTo(new Executed<>("done"));
        assertThat(fail(noisy, key(3), failure -> FailureAction.retry())).hasNoSuppressedExceptions();
        assertThat(noisy.keys().find(key(3)).orElseThrow().state()).isEqualTo(KeyState.RELEASED);
        assertHeard(ACQUIRED, COMPLETED, ACQUIRED, COMPLETED, ACQUIRED, RELEASED);
    }

    /** Asserts the events since the last call. */
    private void assertHeard(Kind... kinds) {
        List<KeyEvent> heard = new ArrayList<>(events);
        events.removeAll(heard);
        assertThat(heard).extracting(KeyEvent::kind).containsExactly(kinds);
    }
}
