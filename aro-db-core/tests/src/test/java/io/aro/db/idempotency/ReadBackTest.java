package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.fail;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.row;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.Responses.Circle;
import io.aro.db.idempotency.Responses.Half;
import io.aro.db.idempotency.Responses.OneWay;
import io.aro.db.idempotency.Responses.Size;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Complete values after storage through each public method. */
@BothEngines
class ReadBackTest {

    private static final IdempotencyKey KEY = key(1);
    private static final ZonedDateTime NIGHT = ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 5, ZoneId.of("Europe/Berlin"));
    private static final OffsetDateTime MORNING = OffsetDateTime.of(2026, 3, 1, 10, 0, 0, 1, ZoneOffset.ofHours(2));

    private final AroDatabase db;
    private final TestDatabase database;

    ReadBackTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    record Moments(
            OffsetDateTime at,
            ZonedDateTime earlier,
            ZonedDateTime later,
            ZonedDateTime universal,
            OffsetTime daily,
            Optional<OffsetDateTime> maybe,
            Map<ZonedDateTime, Integer> byTime) {}

    record Kinds(
            float ratio,
            char letter,
            URI link,
            Map<Integer, BigDecimal> prices,
            Optional<BigDecimal> tip,
            Locale locale) {}

    record Guest(String name) {}

    record LateGuest(String name, boolean late, int minutes) {}

    @Test
    void replaysTimesWithTheirOffsetAndTheirZone() {
        Moments moments = new Moments(
                MORNING,
                NIGHT,
                NIGHT.withLaterOffsetAtOverlap(),
                NIGHT.withZoneSameInstant(ZoneId.of("UTC")),
                MORNING.toOffsetTime(),
                Optional.of(MORNING),
                Map.of(NIGHT, 1));

        service(db).execute(KEY, BODY, Moments.class, tx -> moments);

        assertThat(service(db).execute(KEY, BODY, Moments.class, tx -> moments)).isEqualTo(new Replayed<>(moments));
    }

    @Test
    void readsResultsOfStepsWithTheirOffsetAndTheirZone() {
        List<Object> results = new ArrayList<>();

        service(db).executeLeased(KEY, BODY, String.class, lease -> {
            lease.step("outside", OffsetDateTime.class, () -> MORNING);
            results.add(lease.step("outside", OffsetDateTime.class, () -> OffsetDateTime.MAX));
            lease.transactionalStep("inside", ZonedDateTime.class, tx -> NIGHT);
            results.add(lease.transactionalStep("inside", ZonedDateTime.class, tx -> NIGHT.plusYears(1)));
            return "done";
        });

        assertThat(results).isEqualTo(List.of(MORNING, NIGHT));
    }

    @Test
    void replaysValuesThatAreTextsOrNumbersInJson() {
        Kinds kinds = new Kinds(
                0.1f,
                'c',
                URI.create("https://example.com/a?b=%20"),
                Map.of(10, new BigDecimal("1.50"), 9, new BigDecimal("1E+3")),
                Optional.of(new BigDecimal("0.10")),
                Locale.forLanguageTag("zh-Hant-TW"));

        service(db).execute(KEY, BODY, Kinds.class, tx -> kinds);

        assertThat(service(db).execute(KEY, BODY, Kinds.class, tx -> kinds)).isEqualTo(new Replayed<>(kinds));
    }

    @Test
    void storesTheResponseOfALockedKeyOnlyIfItComesBack() throws SQLException {
        service(db).checkAndLock(KEY, Duration.ofDays(1));

        for (Object response : List.of(new OneWay("kept", 1), new Half("kept", 1))) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> service(db).storeResponse(KEY, response))
                    .withMessageContaining(response.getClass().getName())
                    .withMessageNotContaining("kept");
        }
        assertThat(row(database)).startsWith("in_progress|");
        service(db).storeResponse(KEY, MORNING);

        assertThat(service(db).getResponse(KEY, OffsetDateTime.class).map(Object::toString))
                .contains(MORNING.toString());
    }

    @Test
    void storesWhateverCollectionOrSubclassTheResponseIs() throws Exception {
        int number = 1;
        for (Object response : List.of(
                List.of("b", "a"),
                Set.of("b", "a"),
                EnumSet.of(Size.LARGE),
                Map.of("visit", new Circle(1)),
                Size.SMALL,
                new Circle(1),
                Path.of("a", "b"),
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                TimeZone.getTimeZone("Europe/Berlin"),
                JsonNodeFactory.instance.objectNode().put("total", new BigDecimal("120.00")),
                new byte[] {0, -1})) {
            IdempotencyKey key = key(number++);
            service(db).checkAndLock(key, Duration.ofDays(1));

            service(db).storeResponse(key, response);

            assertThat(service(db).getResponse(key, Object.class))
                    .as("%s", response)
                    .isPresent();
        }
    }

    @Test
    void reconcilesAKeyOnlyWithAnAnswerThatComesBack() throws SQLException {
        fail(service(db), KEY, failure -> FailureAction.park());
        String parked = row(database);

        for (Object answer : List.of(new OneWay("kept", 1), new Half("kept", 1))) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> service(db)
                            .<Object, RuntimeException>reconcile(KEY, request -> FailureAction.answer(answer)))
                    .withMessageContaining(answer.getClass().getName())
                    .withMessageNotContaining("kept");
        }
        assertThat(row(database)).isEqualTo(parked);
        service(db).<Object, RuntimeException>reconcile(KEY, request -> FailureAction.answer(new Circle(2)));

        assertThat(service(db).execute(KEY, BODY, Circle.class, tx -> new Circle(3)))
                .isEqualTo(new Replayed<>(new Circle(2)));
    }

    @Test
    void refusesARawSetOfConstantsWhichNobodyCanRead() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> service(db).execute(KEY, BODY, EnumSet.class, tx -> EnumSet.of(Size.LARGE)))
                .withMessageContaining("EnumSet");
    }

    @Test
    void replaysAResponseThatWasStoredBeforeItsClassGotAPrimitiveProperty() {
        service(db).execute(KEY, BODY, Guest.class, tx -> new Guest("Ada"));

        LateGuest expected = new LateGuest("Ada", false, 0);
        assertThat(service(db).execute(KEY, BODY, LateGuest.class, tx -> new LateGuest("Bo", true, 1)))
                .isEqualTo(new Replayed<>(expected));
        assertThat(service(db).getResponse(KEY, LateGuest.class)).contains(expected);
    }

    @Test
    void refusesToReplayNothingAsAPrimitive() {
        service(db).<@Nullable String, RuntimeException>execute(KEY, BODY, String.class, tx -> null);

        refuses(() -> service(db).execute(KEY, BODY, int.class, tx -> 1));
        refuses(() -> service(db).getResponse(KEY, boolean.class));
    }

    private static void refuses(ThrowingCallable call) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(call);
    }
}
