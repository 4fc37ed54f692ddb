package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.service;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.nio.CharBuffer;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The identity of requests: which deliveries count as equal. */
@BothEngines
class RequestIdentityTest {

    private final AroDatabase db;
    private final TestDatabase database;

    RequestIdentityTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    void knowsStripesEventAgainWhoseBodyCountsTheDeliveriesLeft() {
        String event = "{\"id\":\"evt_1\",\"pending_webhooks\":%s,\"data\":{\"amount\":%s}}";

        assertThat(deliver("stripe", String.format(Locale.ROOT, event, 2, 12000)))
                .isInstanceOf(Executed.class);
        assertThat(deliver("stripe", String.format(Locale.ROOT, event, 1, "12000.00")))
                .isInstanceOf(Replayed.class);
        assertThat(deliver("stripe", "{\"id\":\"evt_1\",\"data\":{\"amount\":12000}}"))
                .isInstanceOf(Replayed.class);
        assertThat(deliver("stripe", String.format(Locale.ROOT, event, 1, 12001)))
                .isInstanceOf(Mismatch.class);
        assertThat(deliver("stripe", "{\"id\":\"evt_1\",\"data\":{\"amount\":12000,\"pending_webhooks\":1}}"))
                .isInstanceOf(Mismatch.class);
    }

    @Test
    void knowsCalendlysMessageAgainWhateverItsTimeAndWhoeverSubscribed() {
        String message = """
                {"event": "invitee.created", "created_at": "%s", "created_by": "users/%s",
                 "payload": {"uri": "i/1", "created_at": "%s", "created_by": "users/%s"}}
                """;

        deliver("calendly", String.format(Locale.ROOT, message, "10:00:00", 1, "09:59:59", 1));

        assertThat(deliver("calendly", String.format(Locale.ROOT, message, "10:00:30", 2, "09:59:59", 1)))
                .isInstanceOf(Replayed.class);
        assertThat(deliver("calendly", String.format(Locale.ROOT, message, "10:00:00", 1, "10:00:00", 1)))
                .isInstanceOf(Mismatch.class);
        assertThat(deliver("calendly", String.format(Locale.ROOT, message, "10:00:00", 1, "09:59:59", 2)))
                .isInstanceOf(Mismatch.class);
    }

    @Test
    void knowsFormsOfTwilioAndAcuityByTheirBytes() {
        for (String source : List.of("twilio", "acuity")) {
            deliver(source, "action=scheduled&id=1042");

            assertThat(deliver(source, "action=scheduled&id=1042".getBytes(UTF_8)))
                    .isInstanceOf(Replayed.class);
            assertThat(deliver(source, "id=1042&action=scheduled")).isInstanceOf(Mismatch.class);
        }
    }

    @Test
    void knowsSquaresEventByItsWholeBody() {
        deliver("square", "{\"event_id\":\"e1\",\"type\":\"booking.created\",\"created_at\":\"10:00\"}");

        assertThat(deliver("square", "{\"created_at\":\"10:00\",\"type\":\"booking.created\",\"event_id\":\"e1\"}"))
                .isInstanceOf(Replayed.class);
        assertThat(deliver("square", "{\"event_id\":\"e1\",\"type\":\"booking.updated\",\"created_at\":\"10:00\"}"))
                .isInstanceOf(Mismatch.class);
    }

    @Test
    void comparesByThePartsThatTheCallerChooses() {
        RequestIdentity parts = RequestIdentity.only("/payload/uid", "/items/0/a~1b");
        String body = "{\"payload\":{\"uid\":%s},\"items\":[{\"a/b\":1},{}],\"sent\":%s}";

        assertThat(deliver(parts, String.format(Locale.ROOT, body, "7", "1"))).isInstanceOf(Executed.class);
        assertThat(deliver(parts, String.format(Locale.ROOT, body, "7.0", "2"))).isInstanceOf(Replayed.class);
        assertThat(deliver(parts, String.format(Locale.ROOT, body, "\"7\"", "1")))
                .isInstanceOf(Mismatch.class);
        assertThat(deliver(
                        RequestIdentity.only("/items/0/a~1b", "/payload/uid", "/payload/uid"),
                        String.format(Locale.ROOT, body, 7, 3)))
                .isInstanceOf(Replayed.class);
    }

    @Test
    void comparesByEverythingButThePartsThatTheCallerLeavesOut() {
        RequestIdentity parts = RequestIdentity.except("/sent", "/tries/0");

        deliver(parts, "{\"id\":1,\"sent\":5,\"tries\":[1,9]}");

        assertThat(deliver(parts, "{\"tries\":[2,9],\"id\":1}")).isInstanceOf(Replayed.class);
        assertThat(deliver(parts, "{\"tries\":[2,8],\"id\":1}")).isInstanceOf(Mismatch.class);
        assertThat(deliver(parts, "id=1")).isInstanceOf(Mismatch.class);
    }

    @Test
    void comparesByBytesOfTheCallersOwn() {
        RequestIdentity bytes =
                RequestIdentity.ownBytes(body -> body.toString().substring(0, 2).getBytes(UTF_8));

        deliver(bytes, "17 first");

        assertThat(deliver(bytes, "17 again")).isInstanceOf(Replayed.class);
        assertThat(deliver(bytes, "18 first")).isInstanceOf(Mismatch.class);
        assertThat(deliver(RequestIdentity.wholeBody(), "17")).isInstanceOf(Mismatch.class);
    }

    @Test
    void comparesJsonByItsMeaning() {
        deliver("desk", "{\"a\":{\"x\":1,\"y\":[1,2]},\"price\":120.00,\"b\":\"é😀\",\"id\":9007199254740993}");

        for (Object same : List.of(
                " {\"b\":\"\\u00e9\\ud83d\\ude00\",\"id\":9007199254740993,\"price\":1.2e2,\"a\":{\"y\":[1,2],\"x\":1.0}}",
                Map.of("a", Map.of("x", 1, "y", List.of(1, 2)), "price", 120, "b", "é😀", "id", 9007199254740993L))) {
            assertThat(deliver("desk", same)).as("%s", same).isInstanceOf(Replayed.class);
        }
        for (String other : List.of(
                "{\"a\":{\"x\":1,\"y\":[2,1]},\"price\":120,\"b\":\"é😀\",\"id\":9007199254740993}",
                "{\"a\":{\"x\":1,\"y\":[1,2]},\"price\":120,\"b\":\"é😀\",\"id\":9007199254740992}",
                "{\"a\":{\"x\":1,\"y\":[1,2]},\"price\":120,\"b\":\"e\u0301😀\",\"id\":9007199254740993}",
                "{\"a\":{\"x\":1,\"y\":[1,2]},\"price\":120,\"b\":\"é😀\",\"id\":9007199254740993,\"c\":null}",
                "{\"a\":{\"x\":1,\"y\":[1,2]},\"price\":120,\"b\":\"é😀\",\"id\":9007199254740993} {}")) {
            assertThat(deliver("desk", other)).as(other).isInstanceOf(Mismatch.class);
        }
    }

    @Test
    void knowsEqualRequestObjectsAgainInWhateverOrderASetGivesItsElements() {
        deliver("desk", Map.of("services", new LinkedHashSet<>(List.of("cut", "colour"))));

        assertThat(deliver("desk", Map.of("services", new LinkedHashSet<>(List.of("colour", "cut")))))
                .isInstanceOf(Replayed.class);
        assertThat(deliver("desk", Map.of("services", new LinkedHashSet<>(List.of("colour")))))
                .isInstanceOf(Mismatch.class);
    }

    @Test
    void tellsBytesApartThatAreNoText() {
        deliver("desk", "{\"a\":\"ü\"}".getBytes(ISO_8859_1));

        assertThat(deliver("desk", "{\"a\":\"ü\"}".getBytes(ISO_8859_1))).isInstanceOf(Replayed.class);
        assertThat(deliver("desk", "{\"a\":\"ä\"}".getBytes(ISO_8859_1))).isInstanceOf(Mismatch.class);
        assertThat(deliver("desk", "{\"a\":\"\ufffd\"}")).isInstanceOf(Mismatch.class);
    }

    @Test
    void refusesAtEveryDoorWhatHasNoOneMeaningAndNamesThePlace() throws SQLException {
        for (Object body : List.of(
                "{\"who\":[{\"name\":\"Ada\",\"name\":\"Bo\"}]}",
                String.format(Locale.ROOT, "{\"who\":[{\"name\":%s}]}", "7".repeat(400)),
                "{\"who\":[{\"name\":\"Ada\\ud834\"}]}",
                "{\"who\":[{\"name\":\"Ada\\u0000\"}]}",
                "{\"who\":[{\"name\":\"Ada\\u0000\"}]}".getBytes(UTF_8),
                Map.of("who", List.of(Map.of("name", "Ada\ud834"))))) {
            refuses("the request at /who/0/name", () -> deliver("desk", body));
            refuses(
                    "the request at /who/0/name",
                    () -> db.idempotency()
                            .executeLeased(IdempotencyKey.of("desk", "1"), body, String.class, lease -> "not reached"));
            refuses(
                    "the request at /who/0/name",
                    () -> db.idempotency().handleWebhook("desk", "1", body, String.class, tx -> "not reached"));
        }
        refuses("the request", () -> deliver("desk", "name=Ada\ud834"));
        refuses("the request at /uid", () -> deliver(RequestIdentity.only("/uid"), "{\"id\":\"Ada\"}"));
        refuses("the request", () -> deliver(RequestIdentity.only("/uid"), "uid=Ada"));
        refuses("the request", () -> deliver("desk", Map.of("x", new Object())));

        assertThat(Rows.count(database, "idempotency_keys")).isZero();
    }

    @Test
    void doesNotCountAByteOrderMarkBeforeJson() {
        String marked = "\uFEFF{\"id\":%s,\"sent\":%s}";
        int number = 1;
        for (RequestIdentity parts : List.of(RequestIdentity.except("/sent"), RequestIdentity.only("/id"))) {
            IdempotencyKey key = Deliveries.key(number++);
            deliver(parts, key, String.format(Locale.ROOT, marked, 1, 1));

            for (Object same : List.of(
                    String.format(Locale.ROOT, marked, "1.0", 2),
                    String.format(Locale.ROOT, marked, 1, 3).getBytes(UTF_8),
                    "{\"id\":1}",
                    "{\"id\":1}".getBytes(UTF_8))) {
                assertThat(deliver(parts, key, same)).as("%s", same).isInstanceOf(Replayed.class);
            }
            for (Object other : List.of(
                    String.format(Locale.ROOT, marked, 2, 1),
                    String.format(Locale.ROOT, marked, 2, 1).getBytes(UTF_8))) {
                assertThat(deliver(parts, key, other)).as("%s", other).isInstanceOf(Mismatch.class);
            }
        }
    }

    @Test
    @SuppressWarnings("UnnecessaryStringBuilder") // A builder is a CharSequence, too.
    void comparesEverySequenceOfCharactersAsText() {
        deliver("desk", CharBuffer.wrap("{\"a\":1}"));
        deliver("form", CharBuffer.wrap("a=1"));

        for (Object same : List.of("{\"a\":1}", CharBuffer.wrap("{\"a\":1}"), new StringBuilder("{ \"a\": 1.0 }"))) {
            assertThat(deliver("desk", same)).as("%s", same).isInstanceOf(Replayed.class);
        }
        for (Object other : List.of(CharBuffer.wrap("{\"a\":2}"), new StringBuilder("{\"a\":2}"))) {
            assertThat(deliver("desk", other)).as("%s", other).isInstanceOf(Mismatch.class);
        }
        assertThat(deliver("form", "a=1")).isInstanceOf(Replayed.class);
        assertThat(deliver("form", CharBuffer.wrap("a=2"))).isInstanceOf(Mismatch.class);
    }

    private Outcome<String> deliver(String source, Object body) {
        return db.idempotency().execute(IdempotencyKey.of(source, "1"), body, String.class, tx -> "done");
    }

    private Outcome<String> deliver(RequestIdentity identity, Object body) {
        return deliver(identity, Deliveries.key(1), body);
    }

    private Outcome<String> deliver(RequestIdentity identity, IdempotencyKey key, Object body) {
        return service(db, POLICY.withIdentity(identity)).execute(key, body, String.class, tx -> "done");
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(call)
                .withMessageNotContaining("Ada")
                .withMessageNotContaining("777")
                .withNoCause()
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field));
    }
}
