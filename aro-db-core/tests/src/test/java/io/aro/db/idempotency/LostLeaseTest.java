package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.fail;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.row;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.fault.Failure;
import io.aro.db.testkit.fault.Faults;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loss of a handler's own lease, distinguished from every other loss. */
@BothEngines
@Timeout(120)
class LostLeaseTest {

    private static final IdempotencyKey KEY = key(1);
    private static final IdempotencyKey OTHER = key(2);

    private final AroDatabase db;
    private final AroDatabase thief;
    private final TestClock clock;
    private final TestDatabase database;
    private final List<Exception> judged = new ArrayList<>();

    LostLeaseTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.thief = database.open();
        this.clock = clock;
        this.database = database;
    }

    @Test
    void asksForNoVerdictOnTheLossOfTheHandlersOwnLease() {
        LeaseLostException loss = lose(KEY);

        assertThat(loss.key()).isEqualTo(KEY);
        assertThat(loss.fence()).isEqualTo(1);
        assertThat(loss).hasNoSuppressedExceptions();
        assertThat(judged).isEmpty();
        assertThat(execute(db, KEY, "not reached")).isEqualTo(new Replayed<>("thief"));
    }

    @Test
    void asksForAVerdictOnTheLossOfAnotherKeysLease() {
        LeaseLostException loss = catchThrowableOfType(
                LeaseLostException.class,
                () -> deliver(KEY, lease -> {
                    throw lose(OTHER);
                }));

        assertThat(loss.key()).isEqualTo(OTHER);
        assertThat(judged).containsExactly(loss);
        StoredKey stored = service(db).keys().get(KEY);
        assertThat(stored.state()).isEqualTo(KeyState.RELEASED);
        assertThat(stored.lastError()).isEqualTo(LeaseLostException.class.getName());
    }

    @Test
    void asksForAVerdictOnTheLossOfAnEarlierClaimOfTheSameKey() throws SQLException {
        LeaseLostException earlier = catchThrowableOfType(
                LeaseLostException.class,
                () -> deliver(KEY, lease -> {
                    clock.advance(POLICY.lease());
                    fail(service(thief), KEY, failure -> FailureAction.retry());
                    lease.useTransaction(tx -> {});
                    return "not reached";
                }));
        clock.advance(POLICY.maxBackoff());

        LeaseLostException loss = catchThrowableOfType(
                LeaseLostException.class,
                () -> deliver(KEY, lease -> {
                    assertThat(lease.fence()).isEqualTo(3);
                    throw earlier;
                }));

        assertThat(loss).isSameAs(earlier);
        assertThat(judged).containsExactly(earlier);
        assertThat(row(database)).isEqualTo("released|3|3");
    }

    @Test
    void takesNoOneElsesCompletionForItsOwnWhenTheConnectionBreaks() {
        Faults faults = Faults.of(database);
        AroDatabase breaking = database.open(faults);

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> service(breaking).executeLeased(KEY, BODY, String.class, lease -> {
                    clock.advance(POLICY.lease());
                    assertThat(lease(thief, KEY, "thief")).isEqualTo(new Executed<>("thief"));
                    faults.onStatement("update idempotency_keys").fails(Failure.UNREACHABLE);
                    return "zombie";
                }));

        faults.assertAllHit();
        assertThat(execute(db, KEY, "not reached")).isEqualTo(new Replayed<>("thief"));
    }

    /** Delivers a request with a lost lease, and returns the handler's exception. */
    private LeaseLostException lose(IdempotencyKey key) {
        return catchThrowableOfType(
                LeaseLostException.class,
                () -> deliver(key, lease -> {
                    clock.advance(POLICY.lease());
                    assertThat(lease(thief, key, "thief")).isEqualTo(new Executed<>("thief"));
                    lease.useTransaction(tx -> {});
                    return "not reached";
                }));
    }

    private void deliver(IdempotencyKey key, LeasedHandler<String, RuntimeException> handler) {
        service(db).executeLeased(key, BODY, String.class, handler, failure -> {
            judged.add(failure);
            return FailureAction.retry();
        });
    }
}
