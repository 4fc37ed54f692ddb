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
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Meanwhile;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.fault.Failure;
import io.aro.db.testkit.fault.Faults;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Looks after keys as those do who run the service: finds, releases and reconciles them. */
@BothEngines
@Timeout(120)
class StoredKeysTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;

    StoredKeysTest(AroDatabase db, TestClock clock, TestDatabase database) {
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
        new KeyStore(db.session()).renew(renewed, POLICY.lease());
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
    void showsAReconciliationWhatIsKnown() {
        park(KEY);

        service(db).<String, RuntimeException>reconcile(KEY, parked -> {
            assertThat(parked.stored().key()).isEqualTo(KEY);
            assertThat(parked.stored().state()).isEqualTo(KeyState.PARKED);
            assertThat(parked.isRecorded("charge")).isTrue();
            assertThat(parked.isRecorded("notify")).isFalse();
            assertThat(parked.<@Nullable String>result("charge", String.class))
                    .isEqualTo("pay-1 for " + parked.downstreamKey("charge"));
            assertThat(parked.<@Nullable String>result("notify", String.class)).isNull();
            return FailureAction.park();
        });

        assertThat(lease(db, KEY, "not reached")).isInstanceOf(Parked.class);
    }

    @Test
    void carriesOutTheVerdictOfAReconciliation() {
        for (int n = 1; n <= 4; n++) {
            park(key(n));
        }

        assertThat(reconcile(key(1), FailureAction.answer("it was done")).state())
                .isEqualTo(KeyState.COMPLETED);
        assertThat(reconcile(key(2), FailureAction.retry()).state()).isEqualTo(KeyState.RELEASED);
        assertThat(reconcile(key(3), FailureAction.giveUp()).state()).isEqualTo(KeyState.EXHAUSTED);
        assertThat(reconcile(key(4), FailureAction.park()).state()).isEqualTo(KeyState.PARKED);

        assertThat(execute(db, key(1), "not reached")).isEqualTo(new Replayed<>("it was done"));
        assertThat(lease(db, key(2), "again")).isEqualTo(new Executed<>("again"));
        assertThat(lease(db, key(3), "not reached")).isInstanceOf(Exhausted.class);
        assertThat(db.deadLetters().findUnarchived(10)).hasSize(1);
        assertThat(lease(db, key(4), "not reached")).isInstanceOf(Parked.class);
    }

    @Test
    void reconcilesNothingButParkedKeys() {
        execute(db, KEY, "done");

        assertThatExceptionOfType(KeyStateException.class)
                .isThrownBy(() -> reconcile(KEY, FailureAction.answer("another")))
                .satisfies(refusal -> assertThat(refusal.state()).contains(KeyState.COMPLETED));
        assertThatExceptionOfType(KeyStateException.class)
                .isThrownBy(() -> reconcile(key(2), FailureAction.answer("another")))
                .satisfies(refusal -> assertThat(refusal.state()).isEmpty());
        assertThat(execute(db, KEY, "not reached")).isEqualTo(new Replayed<>("done"));
    }

    @Test
    void leavesAKeyParkedWhoseReconciliationFails() throws SQLException {
        park(KEY);
        var before = Rows.dump(database);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> service(db).<String, IOException>reconcile(KEY, parked -> {
                    throw new IOException("the bank does not answer");
                }));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> reconcile(KEY, FailureAction.answer("nul\0")));

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void hearsOneOfTwoReconciliations() {
        List<FailureAction<String>> verdicts =
                List.of(FailureAction.answer("mine"), FailureAction.retry(), FailureAction.giveUp());
        for (int n = 0; n < verdicts.size(); n++) {
            IdempotencyKey key = key(n);
            FailureAction<String> slower = verdicts.get(n);
            park(key);

            assertThatExceptionOfType(KeyStateException.class)
                    .isThrownBy(() -> service(db).<String, RuntimeException>reconcile(key, parked -> {
                        reconcile(key, FailureAction.answer("faster"));
                        return slower;
                    }))
                    .satisfies(refusal -> assertThat(refusal.state()).contains(KeyState.COMPLETED));

            assertThat(execute(db, key, "not reached")).isEqualTo(new Replayed<>("faster"));
        }
        assertThat(db.deadLetters().findUnarchived(10)).isEmpty();
    }

    @Test
    void hearsOneOfManyReconciliationsAtOnce() throws Exception {
        try (Crew crew = Crew.of(6)) {
            for (int round = 0; round < 10; round++) {
                IdempotencyKey key = key(round);
                park(key);

                Results<StoredKey> results =
                        crew.together(member -> reconcile(key, FailureAction.answer("of " + member)));

                assertThat(results.values()).hasSize(1);
                assertThat(results.failures()).hasSize(5).hasOnlyElementsOfType(KeyStateException.class);
                assertThat(execute(db, key, "not reached")).isInstanceOf(Replayed.class);
            }
        }
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

    /** Lets a request fail after its first step, so that nobody knows what became of it. */
    private void park(IdempotencyKey key) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> service(db)
                        .<String, IllegalStateException>executeLeased(key, BODY, String.class, lease -> {
                            lease.step("charge", String.class, () -> "pay-1 for " + lease.downstreamKey("charge"));
                            throw new IllegalStateException("no answer to the second call");
                        }));
    }
}
