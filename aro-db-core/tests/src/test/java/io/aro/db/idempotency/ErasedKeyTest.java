package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.claimAndDie;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.fail;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.row;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.internal.lease.RecordedSteps;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.StepStore;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Redeliveries after the erasure of the person in the key. */
@BothEngines
@Timeout(120)
class ErasedKeyTest {

    private static final String PHONE = "+15551234567";
    private static final Actor DESK = Actor.user("desk");
    private static final IdempotencyKey KEY = IdempotencyKey.of("calendly", "deposit:" + PHONE + ":2026-11-29");
    private static final String NAMES = "SELECT key FROM idempotency_keys";

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;
    private Customer ada;

    ErasedKeyTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
    }

    @BeforeEach
    void insertCustomer() {
        ada = db.customers().create(NewCustomer.withPhone(PHONE));
    }

    private void erase() {
        db.privacy().erase(ada.id(), DESK);
    }

    @Test
    void aRedeliveryIsAnsweredFromTheFirstDelivery() throws SQLException {
        execute(db, KEY, "done");

        erase();

        assertThat(Rows.query(database, NAMES)).singleElement().asString().matches("erased:[A-Za-z0-9_-]{43}");
        assertThat(execute(db, KEY, "again")).isEqualTo(new Replayed<>("done"));
        assertThat(lease(db, KEY, "again")).isEqualTo(new Replayed<>("done"));
        assertThat(service(db)
                        .withJoining(true)
                        .<String, RuntimeException>execute(KEY, BODY, String.class, tx -> "again"))
                .isEqualTo(new Replayed<>("done"));
        assertThat(db.idempotency().checkAndLock(KEY, Duration.ofDays(1))).isFalse();
        assertThat(db.idempotency().getResponse(KEY, String.class)).contains("done");
        assertThat(Rows.query(database, NAMES)).hasSize(1);
    }

    @Test
    void aProcessThatHasNeverSeenTheKeyAnswersAlike() {
        execute(db, KEY, "done");
        erase();

        try (AroDatabase other = database.open()) {
            assertThat(execute(other, KEY, "again")).isEqualTo(new Replayed<>("done"));
        }
    }

    @Test
    void anotherRequestUnderTheKeyIsAMismatch() {
        execute(db, KEY, "done");
        erase();

        Outcome<String> outcome = service(db).execute(KEY, "{\"event\": \"other\"}", String.class, tx -> "again");

        assertThat(outcome).isInstanceOf(Mismatch.class);
    }

    @Test
    void theSameTextFromAnotherSourceOrInAnotherScopeIsNew() {
        execute(db, KEY, "done");
        erase();

        assertThat(execute(db, KEY.inScope("other"), "first")).isEqualTo(new Executed<>("first"));
        assertThat(execute(db, IdempotencyKey.of("twilio", KEY.key()), "first")).isEqualTo(new Executed<>("first"));
    }

    @Test
    void aKeyThatIsRememberedNoLongerIsNew() throws SQLException {
        execute(db, KEY, "done");
        erase();
        clock.advance(POLICY.retention().plusSeconds(1));

        assertThat(execute(db, KEY, "new")).isEqualTo(new Executed<>("new"));
        assertThat(execute(db, KEY, "again")).isEqualTo(new Replayed<>("new"));
        assertThat(Rows.query(database, NAMES)).hasSize(1);
    }

    @Test
    void aSecondErasureFindsNothingMore() throws SQLException {
        execute(db, KEY, "done");
        erase();
        List<String> names = Rows.query(database, NAMES);

        erase();

        assertThat(Rows.query(database, NAMES)).isEqualTo(names);
        assertThat(execute(db, KEY, "again")).isEqualTo(new Replayed<>("done"));
    }

    @Test
    void aFailedRequestIsTriedAgainAfterItsRest() throws SQLException {
        fail(service(db), KEY, failure -> FailureAction.retry());
        erase();
        clock.advance(Duration.ofMinutes(11));

        assertThat(execute(db, KEY, "now")).isEqualTo(new Executed<>("now"));
        assertThat(row(database)).isEqualTo("completed|2|2");
    }

    @Test
    void theOwnerOfALeaseCompletesItsWork() throws SQLException {
        List<String> downstream = new ArrayList<>();

        Outcome<String> outcome = service(db).executeLeased(KEY, BODY, String.class, lease -> {
            downstream.add(lease.downstreamKey("charge"));
            lease.step("before", String.class, () -> "b");
            erase();
            lease.step("charge", String.class, () -> "c");
            lease.transactionalStep("note", String.class, tx -> "n");
            lease.useTransaction(tx -> {});
            downstream.add(lease.downstreamKey("charge"));
            return "done";
        });

        assertThat(outcome).isEqualTo(new Executed<>("done"));
        assertThat(downstream.getFirst()).isEqualTo(downstream.getLast());
        assertThat(Rows.query(database, "SELECT DISTINCT key FROM idempotency_steps"))
                .isEqualTo(Rows.query(database, NAMES));
        assertThat(lease(db, KEY, "again")).isEqualTo(new Replayed<>("done"));
    }

    @Test
    void theNextOwnerKnowsTheStepsThatAreDone() {
        KeySnapshot dead = claimAndDie(db, KEY);
        new StepStore(InternalSession.of(db.session())).record(dead, "charge", "\"c1\"");
        String downstream = new RecordedSteps(KEY, dead.fingerprint(), Map.of()).downstreamKey("charge");
        erase();
        clock.advance(POLICY.lease().plusSeconds(1));

        Outcome<String> outcome = service(db)
                .executeLeased(
                        KEY,
                        BODY,
                        String.class,
                        lease -> lease.downstreamKey("charge") + lease.step("charge", String.class, () -> "c2"));

        assertThat(outcome).isEqualTo(new Executed<>(downstream + "c1"));
    }

    @Test
    void aKeyThatWaitsForAPersonIsFoundByItsPlainName() {
        fail(service(db), KEY, failure -> FailureAction.park());
        erase();
        StoredKeyRepository keys = service(db).keys();

        assertThat(keys.get(KEY).state()).isEqualTo(KeyState.PARKED);
        assertThat(keys.findParked(10))
                .extracting(StoredKey::key)
                .containsExactly(keys.get(KEY).key());
        assertThat(keys.find(keys.get(KEY).key())).isEqualTo(keys.find(KEY));
        assertThat(keys.release(KEY).state()).isEqualTo(KeyState.RELEASED);
        assertThat(lease(db, KEY, "now")).isEqualTo(new Executed<>("now"));
    }

    @Test
    void aParkedRequestIsReconciledByItsPlainName() {
        fail(service(db), KEY, failure -> FailureAction.park());
        String downstream =
                new RecordedSteps(KEY, service(db).keys().get(KEY).fingerprint(), Map.of()).downstreamKey("charge");
        erase();

        StoredKey stored = service(db)
                .<String, RuntimeException>reconcile(
                        KEY, parked -> FailureAction.answer(parked.downstreamKey("charge")));

        assertThat(stored.state()).isEqualTo(KeyState.COMPLETED);
        assertThat(execute(db, KEY, "again")).isEqualTo(new Replayed<>(downstream));
    }

    @Test
    void aRequestThatIsGivenUpLeavesNoPlainNameInItsDeadLetter() throws SQLException {
        fail(service(db), KEY, failure -> {
            erase();
            return FailureAction.giveUp();
        });

        assertThat(row(database)).isEqualTo("exhausted|1|1");
        assertThat(Rows.query(database, "SELECT context FROM dead_letters"))
                .singleElement()
                .asString()
                .contains("erased:")
                .doesNotContain("15551234567");
    }
}
