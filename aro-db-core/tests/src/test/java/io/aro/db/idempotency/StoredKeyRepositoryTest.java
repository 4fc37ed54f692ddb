package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.claimAndDie;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.fail;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.row;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Meanwhile;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.fault.Failure;
import io.aro.db.testkit.fault.Faults;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Finding and releasing keys as an operator. */
@BothEngines
@Timeout(120)
class StoredKeyRepositoryTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;

    StoredKeyRepositoryTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
    }

    @Test
    void findsTheKeysThatNeedAPersonTheOldestFirst() {
        for (int n = 1; n <= 3; n++) {
            clock.advance(Duration.ofSeconds(1));
            fail(service(db), key(n), failure -> FailureAction.park());
            fail(service(db), key(10 + n), failure -> FailureAction.giveUp());
            claimAndDie(db, key(20 + n));
        }
        execute(db, key(30), "done");
        fail(service(db), key(31), failure -> FailureAction.retry());
        StoredKeyRepository keys = service(db).keys();

        assertThat(keys.findParked(10)).extracting(StoredKey::key).containsExactly(key(1), key(2), key(3));
        assertThat(keys.findParked(2)).extracting(StoredKey::key).containsExactly(key(1), key(2));
        assertThat(keys.findExhausted(10)).extracting(StoredKey::key).containsExactly(key(11), key(12), key(13));
        assertThat(keys.findStuck(10)).isEmpty();
        clock.advance(POLICY.lease().minusSeconds(1));
        assertThat(keys.findStuck(10)).extracting(StoredKey::key).containsExactly(key(21), key(22));
        assertThat(keys.find(key(32))).isEmpty();
        assertThat(keys.find(key(30)).orElseThrow().state()).isEqualTo(KeyState.COMPLETED);
    }

    @Test
    void releasesParkedAndExhaustedKeysAtOnce() {
        fail(service(db), key(1), failure -> FailureAction.park());
        fail(service(db), key(2), failure -> FailureAction.giveUp());

        for (int n = 1; n <= 2; n++) {
            StoredKey released = service(db).keys().release(key(n));

            assertThat(released.state()).isEqualTo(KeyState.RELEASED);
            assertThat(released.notBefore()).isNull();
            assertThat(released.expiresAt()).isEqualTo(clock.instant().plus(POLICY.retention()));
            assertThat(lease(db, key(n), "now")).isEqualTo(new Executed<>("now"));
        }
    }

    @Test
    void releasesNothingElse() throws SQLException {
        execute(db, key(1), "done");
        claimAndDie(db, key(2));
        fail(service(db), key(3), failure -> FailureAction.retry());
        var before = Rows.dump(database);

        assertThatExceptionOfType(KeyStateException.class)
                .isThrownBy(() -> service(db).keys().release(key(1)))
                .satisfies(refusal -> assertThat(refusal.state()).contains(KeyState.COMPLETED))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo(key(1)));
        assertThatExceptionOfType(KeyStateException.class)
                .isThrownBy(() -> service(db).keys().release(key(2)));
        assertThatExceptionOfType(KeyStateException.class)
                .isThrownBy(() -> service(db).keys().release(key(3)));
        assertThatExceptionOfType(KeyStateException.class)
                .isThrownBy(() -> service(db).keys().release(key(4)))
                .satisfies(refusal -> assertThat(refusal.state()).isEmpty());

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void refusesAReleaseThatAnotherHasOvertaken() throws SQLException {
        park(KEY);
        Meanwhile meanwhile = new Meanwhile();
        AroDatabase operator = database.open(meanwhile);
        meanwhile.beforeStatement("update idempotency_keys", () -> {
            service(db).keys().release(KEY);
            assertThat(lease(db, KEY, "done")).isEqualTo(new Executed<>("done"));
        });

        assertThatExceptionOfType(KeyStateException.class)
                .isThrownBy(() -> service(operator).keys().release(KEY));

        assertThat(meanwhile.isDone()).isTrue();
        assertThat(row(database)).isEqualTo("completed|2|1");
    }

    @Test
    void takesNoOtherEndForAReleaseWhenTheConnectionBreaks() throws SQLException {
        park(KEY);
        Meanwhile meanwhile = new Meanwhile();
        Faults faults = Faults.of(database);
        AroDatabase operator = database.open(meanwhile.before(faults));
        meanwhile.beforeStatement("update idempotency_keys", () -> reconcile(KEY, FailureAction.answer("found out")));
        faults.onStatement("update idempotency_keys").fails(Failure.UNREACHABLE);

        assertThatExceptionOfType(KeyStateException.class)
                .isThrownBy(() -> service(operator).keys().release(KEY));

        faults.assertAllHit();
        assertThat(execute(db, KEY, "not reached")).isEqualTo(new Replayed<>("found out"));
    }

    @Test
    void putsARenewedKeyBehindThoseThatWereWrittenBeforeItsRenewal() {
        KeySnapshot renewed = claimAndDie(db, key(1));
        clock.advance(Duration.ofSeconds(1));
        claimAndDie(db, key(2));
        clock.advance(Duration.ofSeconds(1));
        new KeyStore(InternalSession.of(db.session())).renew(renewed, POLICY.lease());
        Instant renewal = clock.instant();

        clock.advance(POLICY.lease());

        assertThat(service(db).keys().findStuck(10)).extracting(StoredKey::key).containsExactly(key(2), key(1));
        assertThat(service(db).keys().get(key(1)).updatedAt()).isEqualTo(renewal);
    }

    @Test
    void saysThatACleanupHasWrittenToTheKeysWhoseResponsesItDeleted() {
        execute(db, KEY, "done");
        clock.advance(POLICY.response());

        assertThat(service(db).cleanup()).isEqualTo(new CleanupReport(0, 1));

        assertThat(service(db).keys().get(KEY).updatedAt()).isEqualTo(clock.instant());
    }

    @Test
    void keepsTheFenceGrowingWhateverHappensToAKey() throws SQLException {
        park(KEY);
        service(db).keys().release(KEY);
        fail(service(db), KEY, failure -> FailureAction.giveUp());
        service(db).keys().release(KEY);
        claimAndDie(db, KEY);
        clock.advance(POLICY.retention());

        assertThat(service(db).executeLeased(KEY, "{}", String.class, lease -> "claim " + lease.fence()))
                .isEqualTo(new Executed<>("claim 4"));
        assertThat(row(database)).isEqualTo("completed|4|1");
    }

    private StoredKey reconcile(IdempotencyKey key, FailureAction<String> verdict) {
        return service(db).<String, RuntimeException>reconcile(key, parked -> verdict);
    }

    /** Parks a request by a failure after its first step. */
    private void park(IdempotencyKey key) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> service(db)
                        .<String, IllegalStateException>executeLeased(key, BODY, String.class, lease -> {
                            lease.step("charge", String.class, () -> "pay-1 for " + lease.downstreamKey("charge"));
                            throw new IllegalStateException("no answer to the second call");
                        }));
    }
}
