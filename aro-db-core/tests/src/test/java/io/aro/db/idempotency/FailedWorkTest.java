package io.aro.db.idempotency;

import static io.aro.db.fixture.Given.phone;
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
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.workflow.DeadLetter;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failure modes F7 to F9 and F15: requests with failing work. */
@BothEngines
@Timeout(120)
class FailedWorkTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;

    FailedWorkTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
    }

    @Test
    @DisplayName("F7: a failure releases the key with a backoff, and stores its name without its message")
    void givesTheKeyBackAndLetsItRest() {
        Instant now = clock.instant();

        IllegalStateException failure = fail(service(db), KEY, error -> FailureAction.retry());

        assertThat(failure).hasNoSuppressedExceptions();
        StoredKey stored = find(KEY);
        assertThat(stored.state()).isEqualTo(KeyState.RELEASED);
        assertThat(stored.attempts()).isEqualTo(1);
        assertThat(stored.lastError()).isEqualTo("java.lang.IllegalStateException");
        assertThat(stored.leaseUntil()).isNull();
        assertThat(Duration.between(now, stored.notBefore())).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(lease(db, KEY, "too early"))
                .isInstanceOfSatisfying(
                        InProgress.class,
                        busy -> assertThat(now.plus(busy.retryAfter())).isEqualTo(stored.notBefore()));

        clock.set(Objects.requireNonNull(stored.notBefore()));
        assertThat(lease(db, KEY, "done")).isEqualTo(new Executed<>("done"));
        assertThat(find(KEY).attempts()).isEqualTo(2);
        assertThat(find(KEY).fence()).isEqualTo(2);
    }

    @Test
    @DisplayName("F7: a request is given up after its last attempt, with one dead letter")
    void givesUpAfterTheLastAttempt() throws SQLException {
        List<Duration> rests = new ArrayList<>();
        for (int attempt = 1; attempt <= POLICY.maxAttempts(); attempt++) {
            fail(service(db), KEY, error -> FailureAction.retry());
            Instant notBefore = find(KEY).notBefore();
            rests.add(notBefore == null ? Duration.ZERO : Duration.between(clock.instant(), notBefore));
            clock.advance(POLICY.maxBackoff());
        }

        assertThat(rests.subList(0, 4)).isSorted().doesNotHaveDuplicates();
        assertThat(row(database)).isEqualTo("exhausted|5|5");
        assertThat(lease(db, KEY, "not reached")).isInstanceOf(Exhausted.class);
        assertThat(execute(db, KEY, "not reached")).isInstanceOf(Exhausted.class);
        DeadLetter letter = onlyDeadLetter();
        assertThat(letter.attempts()).isEqualTo(5);
        assertThat(letter.skillName()).isEqualTo("calendly");
        assertThat(Rows.query(database, "SELECT error FROM dead_letters").getFirst())
                .contains("java.lang.IllegalStateException")
                .doesNotContain("Ada", "+15550001");
        assertThat(Rows.query(database, "SELECT context FROM dead_letters").getFirst())
                .contains("evt-1", "calendly");
    }

    @Test
    @DisplayName("F7: a request that kills its process is given up after the same number of attempts")
    void givesUpWorkThatKillsItsProcess() throws SQLException {
        for (int attempt = 1; attempt <= POLICY.maxAttempts(); attempt++) {
            claimAndDie(db, KEY);
            clock.advance(POLICY.lease());
        }

        assertThat(lease(db, KEY, "not reached"))
                .isInstanceOfSatisfying(
                        Exhausted.class,
                        given -> assertThat(given.stored().lastError()).isEqualTo(StoredKey.LEASE_LAPSED));
        assertThat(lease(db, KEY, "not reached")).isInstanceOf(Exhausted.class);
        assertThat(find(KEY).state()).isEqualTo(KeyState.EXHAUSTED);
        assertThat(onlyDeadLetter().attempts()).isEqualTo(POLICY.maxAttempts());
    }

    @Test
    @DisplayName("F8: an unclassified failure parks the key, and nothing runs again")
    void parksWhatIsNotClassified() throws SQLException {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> service(db).<String, IOException>executeLeased(KEY, BODY, String.class, lease -> {
                    throw new IOException("timeout after the request was sent");
                }))
                .withMessage("timeout after the request was sent");

        clock.advance(POLICY.retention().multipliedBy(2));
        assertThat(lease(db, KEY, "not reached")).isInstanceOf(Parked.class);
        assertThat(find(KEY).lastError()).isEqualTo("java.io.IOException");
        assertThat(find(KEY).expiresAt()).isNull();
        assertThat(row(database)).isEqualTo("parked|1|1");
    }

    @Test
    @DisplayName("F8: each failure action is applied, and the failure reaches the caller unless answered")
    void carriesOutEachVerdict() {
        Outcome<String> answered = service(db)
                .<String, IllegalStateException>executeLeased(
                        key(1),
                        BODY,
                        String.class,
                        lease -> {
                            throw new IllegalStateException("no seat left");
                        },
                        error -> FailureAction.answer("refused: " + error.getMessage()));
        fail(service(db), key(2), error -> FailureAction.retry());
        fail(service(db), key(3), error -> FailureAction.giveUp());
        fail(service(db), key(4), error -> FailureAction.park());

        assertThat(answered).isEqualTo(new Executed<>("refused: no seat left"));
        assertThat(lease(db, key(1), "not reached")).isEqualTo(new Replayed<>("refused: no seat left"));
        assertThat(find(key(2)).state()).isEqualTo(KeyState.RELEASED);
        assertThat(find(key(3)).state()).isEqualTo(KeyState.EXHAUSTED);
        assertThat(onlyDeadLetter().attempts()).isEqualTo(1);
        assertThat(find(key(4)).state()).isEqualTo(KeyState.PARKED);
    }

    @Test
    @DisplayName("F8: an Error parks the key under every failure action")
    void parksAnError() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> service(db)
                        .executeLeased(
                                KEY,
                                BODY,
                                String.class,
                                lease -> {
                                    throw new AssertionError("out of luck");
                                },
                                error -> FailureAction.retry()));

        assertThat(find(KEY).state()).isEqualTo(KeyState.PARKED);
        assertThat(find(KEY).lastError()).isEqualTo("java.lang.AssertionError");
    }

    @Test
    @DisplayName("F8: a throwing or null failure action parks the key and keeps the failure")
    void parksIfTheVerdictFails() {
        IllegalStateException failure = fail(service(db), key(1), error -> {
            throw new UnsupportedOperationException("never seen such a failure");
        });
        fail(service(db), key(2), error -> none());

        assertThat(failure.getSuppressed()).hasOnlyElementsOfType(UnsupportedOperationException.class);
        assertThat(find(key(1)).state()).isEqualTo(KeyState.PARKED);
        assertThat(find(key(2)).state()).isEqualTo(KeyState.PARKED);
    }

    @Test
    @DisplayName("F9: an unstorable response rolls back work in this database")
    void undoesWorkWhoseResponseCannotBeStored() throws SQLException {
        var before = Rows.dump(database);

        for (Object response : List.of("x".repeat(POLICY.maxResponseBytes()), "nul\0", new Unwritable())) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> service(db).execute(KEY, BODY, Object.class, tx -> {
                        tx.customers().create(NewCustomer.withPhone(phone(1)));
                        return response;
                    }));
        }

        assertThat(Rows.dump(database)).isEqualTo(before);
        assertThat(execute(db, KEY, "small")).isEqualTo(new Executed<>("small"));
    }

    @Test
    @DisplayName("F9: an unstorable response parks leased work, and recorded steps do not run again")
    void parksLeasedWorkWhoseResponseCannotBeStored() {
        List<String> done = new ArrayList<>();

        for (Object response : List.of("x".repeat(POLICY.maxResponseBytes()), "nul\0", new Unwritable())) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> service(db).executeLeased(KEY, BODY, Object.class, lease -> {
                        charge(lease, done);
                        return response;
                    }));
            assertThat(find(KEY).state()).isEqualTo(KeyState.PARKED);
            assertThat(find(KEY).lastError()).isEqualTo(InvalidValueException.class.getName());
            service(db).keys().release(KEY);
        }

        Outcome<String> outcome = service(db).executeLeased(KEY, BODY, String.class, lease -> charge(lease, done));
        assertThat(outcome).isEqualTo(new Executed<>("charge 1"));
        assertThat(done).containsExactly("charge 1");
    }

    @Test
    @DisplayName("F9: an unstorable answer to a failure parks the key")
    void parksAnAnswerThatCannotBeStored() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> service(db)
                        .<String, IllegalStateException>executeLeased(
                                KEY,
                                BODY,
                                String.class,
                                lease -> {
                                    throw new IllegalStateException("refused");
                                },
                                error -> FailureAction.answer("nul\0")));

        assertThat(find(KEY).state()).isEqualTo(KeyState.PARKED);
    }

    @Test
    @DisplayName("F15: a request refused as invalid by its handler does not consume the key")
    void doesNotUseUpTheKeyOfAnInvalidRequest() throws SQLException {
        var before = Rows.dump(database);

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> service(db).execute(KEY, "{\"phone\": \"forged\"}", String.class, tx -> {
                    tx.customers().create(NewCustomer.withPhone("forged"));
                    return "not reached";
                }));

        assertThat(Rows.dump(database)).isEqualTo(before);
        assertThat(execute(db, KEY, "the true one")).isEqualTo(new Executed<>("the true one"));
    }

    private static String charge(Lease lease, List<String> done) {
        return lease.step("charge", String.class, () -> {
            done.add("charge " + (done.size() + 1));
            return done.getLast();
        });
    }

    private StoredKey find(IdempotencyKey key) {
        return service(db).keys().find(key).orElseThrow();
    }

    private DeadLetter onlyDeadLetter() {
        List<DeadLetter> letters = db.deadLetters().findUnarchived(10);
        assertThat(letters).hasSize(1);
        return letters.getFirst();
    }

    /** Returns null, as a caller without nullness checks may. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals", "unchecked"})
    static <T> T none() {
        return (T) Map.of().get("nothing");
    }

    /** An object that Jackson cannot write. */
    static final class Unwritable {

        /** Returns this object, an endless recursion. */
        public Unwritable getSelf() {
            return this;
        }
    }
}
