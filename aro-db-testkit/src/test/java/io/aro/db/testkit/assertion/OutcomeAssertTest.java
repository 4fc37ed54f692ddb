package io.aro.db.testkit.assertion;

import static io.aro.db.testkit.assertion.AroAssertions.assertThat;
import static io.aro.db.testkit.builder.Builders.anIdempotencyKey;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.testkit.BothEngines;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@BothEngines
class OutcomeAssertTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("calendly", "evt_1");

    private final AroDatabase db;

    OutcomeAssertTest(AroDatabase db) {
        this.db = db;
    }

    @Test
    void tellsWhatHasBecomeOfARequest() {
        assertThat(deliver("{}")).isExecuted().isAnswered().withResponse("booked");
        assertThat(deliver("{}")).isReplayed().isAnswered().withResponse("booked");
        assertThat(deliver("{\"other\": 1}")).isMismatch();
    }

    @Test
    void tellsWhatIsNotAnswered() {
        StoredKey parked = anIdempotencyKey().parked().insert(db);
        StoredKey exhausted = anIdempotencyKey().exhausted().insert(db);

        assertThat(deliver(parked.key())).isParked();
        assertThat(deliver(exhausted.key())).isExhausted();
        assertThat(new InProgress<String>(Duration.ofSeconds(2), null))
                .isInProgress()
                .isInProgressFor(Duration.ofSeconds(2));
        assertThat(new ResponseExpired<String>(parked)).isResponseExpired();
    }

    @Test
    void failsForAnyOtherOutcome() {
        Outcome<String> executed = deliver("{}");

        assertFails(() -> assertThat(executed).isReplayed(), "should be Replayed, and is Executed");
        assertFails(() -> assertThat(executed).isInProgress(), "should be InProgress");
        assertFails(() -> assertThat(executed).isMismatch(), "should be Mismatch");
        assertFails(() -> assertThat(executed).isParked(), "should be Parked");
        assertFails(() -> assertThat(executed).isExhausted(), "should be Exhausted");
        assertFails(() -> assertThat(executed).isResponseExpired(), "should be ResponseExpired");
        assertFails(() -> assertThat(executed).withResponse("moved"), "responses are not shown");
        assertFails(() -> assertThat(deliver("{\"other\": 1}")).isExecuted(), "should be Executed, and is Mismatch");
        assertFails(() -> assertThat(deliver("{\"other\": 1}")).isAnswered(), "should be Answered, and is Mismatch");
        assertFails(
                () -> assertThat(new InProgress<String>(Duration.ofSeconds(2), null))
                        .isInProgressFor(Duration.ofSeconds(1)),
                "at most PT1S, and is PT2S");
    }

    private static void assertFails(Runnable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion::run)
                .withMessageContaining(message);
    }

    private Outcome<String> deliver(String body) {
        return db.idempotency().execute(KEY, body, String.class, tx -> "booked");
    }

    private Outcome<String> deliver(IdempotencyKey key) {
        return db.idempotency().execute(key, "{}", String.class, tx -> "booked");
    }
}
