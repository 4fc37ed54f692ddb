package io.aro.db.idempotency;

import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Webhook;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Executions and replays of requests. */
@BothEngines
@Tag("contract")
class IdempotencyServiceTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("calendly", "evt-1");
    private static final String BODY = "{\"event\": \"evt-1\", \"at\": [1, 2]}";

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;
    private int runs;

    IdempotencyServiceTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
    }

    /** A response with all values that JSON could change. */
    record Answer(
            UUID id,
            Instant at,
            BigDecimal cost,
            List<String> words,
            @Nullable String nothing,
            boolean done) {}

    @Test
    void executesOnceAndReplaysTheResponse() throws SQLException {
        assertThat(deliver(KEY, BODY)).isEqualTo(new Executed<>("run 1"));
        var before = Rows.dump(database);
        clock.advance(Duration.ofHours(1));

        assertThat(deliver(KEY, BODY)).isEqualTo(new Replayed<>("run 1"));
        assertThat(deliver(KEY, BODY)).isEqualTo(new Replayed<>("run 1"));

        assertThat(runs).isEqualTo(1);
        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void knowsTheRequestAgainWhateverItsKeyOrderWhiteSpaceAndForm() {
        deliver(KEY, BODY);

        String reordered = "{ \"at\":[1,2],\n \"event\":\"evt-1\" }";
        assertThat(deliver(KEY, reordered)).isEqualTo(new Replayed<>("run 1"));
        assertThat(deliver(KEY, reordered.getBytes(StandardCharsets.UTF_8))).isEqualTo(new Replayed<>("run 1"));
        assertThat(deliver(KEY, Map.of("event", "evt-1", "at", List.of(1, 2)))).isEqualTo(new Replayed<>("run 1"));
    }

    @Test
    void refusesAnotherRequestUnderTheKeyAndDoesNotRunIt() throws SQLException {
        deliver(KEY, BODY);
        var before = Rows.dump(database);

        for (String other : List.of("{\"event\": \"evt-1\", \"at\": [2, 1]}", "{}", "not JSON", "")) {
            assertThat(deliver(KEY, other)).isInstanceOfSatisfying(Mismatch.class, mismatch -> {
                assertThat(mismatch.storedFingerprint()).matches("2:[0-9a-f]{64}");
                assertThat(mismatch.givenFingerprint())
                        .matches("2:[0-9a-f]{64}")
                        .isNotEqualTo(mismatch.storedFingerprint());
            });
        }

        assertThat(runs).isEqualTo(1);
        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void leavesNothingWhenTheHandlerFailsAndRunsAgainNextTime() throws SQLException {
        var before = Rows.dump(database);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> db.idempotency().execute(KEY, BODY, String.class, tx -> {
                    tx.customers().create(NewCustomer.withPhone(phone(1)));
                    throw new IllegalStateException("unchecked");
                }))
                .withMessage("unchecked");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> db.idempotency().<String, IOException>execute(KEY, BODY, String.class, tx -> {
                    tx.customers().create(NewCustomer.withPhone(phone(1)));
                    throw new IOException("checked");
                }))
                .withMessage("checked");

        assertThat(Rows.dump(database)).isEqualTo(before);
        assertThat(deliver(KEY, BODY)).isEqualTo(new Executed<>("run 1"));
    }

    @Test
    void takesANullResponseForAResponse() {
        assertThat(db.idempotency()
                        .<@Nullable String, RuntimeException>execute(KEY, BODY, String.class, tx -> nothing()))
                .isEqualTo(new Executed<@Nullable String>(null));

        assertThat(deliver(KEY, BODY)).isEqualTo(new Replayed<@Nullable String>(null));
        assertThat(runs).isZero();
    }

    @Test
    void takesAnExpiredKeyForANewOne() throws SQLException {
        deliver(KEY, BODY);

        clock.advance(Webhook.POLICY.retention().minusMillis(1));
        assertThat(deliver(KEY, BODY)).isInstanceOf(ResponseExpired.class);
        assertThat(deliver(KEY, "{}")).isInstanceOf(Mismatch.class);

        clock.advance(Duration.ofMillis(1));
        assertThat(deliver(KEY, "{}")).isEqualTo(new Executed<>("run 2"));
        assertThat(Rows.query(database, "SELECT state, fence, attempts FROM idempotency_keys"))
                .containsExactly("completed|2|1");
        assertThat(deliver(KEY, "{}")).isEqualTo(new Replayed<>("run 2"));
    }

    @Test
    void keepsKeysOfOtherScopesAndSourcesApart() {
        List<IdempotencyKey> keys = List.of(
                KEY,
                KEY.inScope("tenant-a"),
                KEY.inScope("tenant-b"),
                IdempotencyKey.of("stripe", "evt-1"),
                IdempotencyKey.of("a", "bc"),
                IdempotencyKey.of("ab", "c"),
                IdempotencyKey.of("a:b", "c"),
                IdempotencyKey.of("a", "b:c"),
                IdempotencyKey.of("b", "c").inScope("a"),
                IdempotencyKey.of("Calendly", "evt-1"),
                IdempotencyKey.of("calendly", "evt-1 "));

        for (IdempotencyKey key : keys) {
            assertThat(deliver(key, BODY)).as("%s", key).isInstanceOf(Executed.class);
        }

        assertThat(runs).isEqualTo(keys.size());
        assertThat(keys.stream().map(KeyStore::lockName)).doesNotHaveDuplicates();
    }

    @Test
    void replaysEveryResponseAsItWas() {
        Answer answer = new Answer(
                UUID.fromString("01890000-0000-7000-8000-000000000001"),
                Instant.parse("2026-03-01T10:00:00.123456Z"),
                new BigDecimal("120.00"),
                List.of("Grüße", "\"quoted\"", ""),
                null,
                true);

        db.idempotency().execute(KEY, BODY, Answer.class, tx -> answer);

        assertThat(db.idempotency().execute(KEY, BODY, Answer.class, tx -> answer))
                .isEqualTo(new Replayed<>(answer));
    }

    @Test
    void replaysTextNumbersListsAndEmptyValues() {
        assertReplays("text", String.class, "plain");
        assertReplays("empty", String.class, "");
        assertReplays("number", Long.class, 9_007_199_254_740_993L);
        assertReplays("list", String[].class, new String[] {"a", "b"});
        assertReplays("empty list", String[].class, new String[0]);
    }

    @Test
    void refusesToRunInsideATransaction() {
        db.useTransaction(tx -> {
            assertThatExceptionOfType(TransactionMisuseException.class).isThrownBy(() -> deliver(KEY, BODY));
            tx.customers().create(NewCustomer.withPhone(phone(99)));
        });

        assertThat(runs).isZero();
        assertThat(db.customers().findByPhone(phone(99))).isPresent();
    }

    private Outcome<String> deliver(IdempotencyKey key, Object body) {
        return db.idempotency().execute(key, body, String.class, tx -> {
            runs++;
            tx.customers().create(NewCustomer.withPhone(phone(runs)));
            return "run " + runs;
        });
    }

    private <T> void assertReplays(String name, Class<T> type, T response) {
        IdempotencyKey key = IdempotencyKey.of("test", name);
        db.idempotency().execute(key, BODY, type, tx -> response);

        Outcome<T> again = db.idempotency().execute(key, BODY, type, tx -> response);

        assertThat(again).usingRecursiveComparison().isEqualTo(new Replayed<>(response));
        assertThat(again).isInstanceOf(Replayed.class);
    }

    private static @Nullable String nothing() {
        return null;
    }
}
