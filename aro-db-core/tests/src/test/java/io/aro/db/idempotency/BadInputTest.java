package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.row;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Refusals of invalid keys, requests, steps, times and limits. */
@BothEngines
class BadInputTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final TestDatabase database;

    BadInputTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    void keepsKeysOfTheGreatestLengthAndOfAnyLetters() {
        for (IdempotencyKey key : List.of(
                new IdempotencyKey("s".repeat(50), "p".repeat(50), "k".repeat(255)),
                new IdempotencyKey("ü".repeat(50), "€".repeat(50), "\uD83D\uDE00".repeat(255)),
                IdempotencyKey.of("'; DROP TABLE idempotency_keys; --", "%_\\\"?{0}:a\n\t"))) {
            assertThat(execute(db, key, "done")).isEqualTo(new Executed<>("done"));
            assertThat(execute(db, key, "again")).isEqualTo(new Replayed<>("done"));
            assertThat(service(db).keys().find(key).orElseThrow().key()).isEqualTo(key);
        }
    }

    @Test
    void refusesARequestThatIsAbsentOrCannotBeWrittenBeforeItDoesAnything() throws SQLException {
        refuses(() -> service(db).execute(KEY, FailedWorkTest.none(), String.class, tx -> "not reached"));
        refuses(() -> service(db).execute(KEY, new FailedWorkTest.Unwritable(), String.class, tx -> "not reached"));
        refuses(() ->
                service(db).executeLeased(KEY, new FailedWorkTest.Unwritable(), String.class, lease -> "not reached"));
        refuses(() -> service(db).handleWebhook("", "evt-1", BODY, String.class, tx -> "not reached"));

        assertThat(Rows.count(database, "idempotency_keys")).isZero();
    }

    @Test
    void refusesToReplayAResponseAsAnotherType() {
        execute(db, KEY, "text");

        refuses(() -> service(db).execute(KEY, BODY, Integer.class, tx -> 1));
        refuses(() -> service(db).getResponse(KEY, Integer.class));
        assertThat(execute(db, KEY, "not reached")).isEqualTo(new Replayed<>("text"));
    }

    @Test
    void refusesTimesThatMakeNoSense() {
        for (Duration ttl : List.of(Duration.ZERO, Duration.ofSeconds(-1), ChronoUnit.FOREVER.getDuration())) {
            refuses(() -> service(db).checkAndLock(KEY, ttl));
        }
        for (Duration wait : List.of(Duration.ofMillis(-1), ChronoUnit.FOREVER.getDuration())) {
            refuses(() -> service(db).withMaxWait(wait));
        }
        assertThat(service(db).keys().find(KEY)).isEmpty();
    }

    @Test
    void refusesBadStepsBeforeTheirWorkIsDone() throws SQLException {
        List<String> done = new ArrayList<>();

        service(db).executeLeased(KEY, BODY, String.class, lease -> {
            for (String name : List.of("", " ", "x".repeat(101), "a\0b")) {
                refuses(() -> lease.step(name, String.class, () -> note("step", done)));
                refuses(() -> lease.transactionalStep(name, String.class, tx -> note("step in tx", done)));
                refuses(() -> lease.downstreamKey(name));
            }
            return lease.step("x".repeat(100), String.class, () -> "fits");
        });

        assertThat(done).isEmpty();
        assertThat(Rows.count(database, "idempotency_steps")).isEqualTo(1);
    }

    @Test
    void refusesAStepInsideATransactionBeforeItsWorkIsDone() throws SQLException {
        List<String> done = new ArrayList<>();

        service(db).executeLeased(KEY, BODY, String.class, lease -> {
            lease.<String, RuntimeException>inTransaction(tx -> {
                misuses(() -> lease.step("call", String.class, () -> note("step", done)));
                misuses(() -> lease.transactionalStep("book", String.class, inner -> note("step in tx", done)));
                misuses(() -> lease.<String, RuntimeException>inTransaction(inner -> note("tx", done)));
                return "goes on";
            });
            return "done";
        });

        assertThat(done).isEmpty();
        assertThat(row(database)).isEqualTo("completed|1|1");
    }

    @Test
    void refusesASecondResultOfAStepThatCannotBeStored() {
        service(db, POLICY.withMaxResponseBytes(10)).executeLeased(KEY, BODY, String.class, lease -> {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> lease.step("call", String.class, () -> "x".repeat(10)))
                    .withMessage("The value of the result of step call must be at most 10 bytes of JSON long, the"
                            + " maxResponseBytes of its policy.");
            refuses(() -> lease.transactionalStep("book", String.class, tx -> "nul\0"));
            return lease.step("call", String.class, () -> "short");
        });

        assertThat(service(db).getResponse(KEY, String.class)).contains("short");
    }

    @Test
    void refusesListsWithoutALimit() {
        refuses(() -> service(db).keys().findParked(0));
        refuses(() -> service(db).keys().findExhausted(-1));
        refuses(() -> service(db).keys().findStuck(0));
    }

    private static String note(String label, List<String> done) {
        done.add(label);
        return label;
    }

    private static void refuses(ThrowingCallable call) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(call);
    }

    private static void misuses(ThrowingCallable call) {
        assertThatExceptionOfType(TransactionMisuseException.class).isThrownBy(call);
    }
}
