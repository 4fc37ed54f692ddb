package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reconciliation of parked keys by an operator with a known outcome. */
@BothEngines
@Timeout(120)
class ReconciliationTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final TestDatabase database;

    ReconciliationTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
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
