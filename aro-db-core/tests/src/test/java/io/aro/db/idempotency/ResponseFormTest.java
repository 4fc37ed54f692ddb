package io.aro.db.idempotency;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.row;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.Responses.Annotated;
import io.aro.db.idempotency.Responses.Bill;
import io.aro.db.idempotency.Responses.Circle;
import io.aro.db.idempotency.Responses.Empty;
import io.aro.db.idempotency.Responses.Everything;
import io.aro.db.idempotency.Responses.Failing;
import io.aro.db.idempotency.Responses.Half;
import io.aro.db.idempotency.Responses.Hidden;
import io.aro.db.idempotency.Responses.OneWay;
import io.aro.db.idempotency.Responses.Shape;
import io.aro.db.idempotency.Responses.Size;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays equal to the first answer, and refusals of values outside of JSON by the first call. */
@BothEngines
class ResponseFormTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;

    ResponseFormTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
    }

    @Test
    void replaysNumbersWithTheirScale() {
        Bill bill = new Bill(
                new BigDecimal("120.00"),
                new BigDecimal("0.10"),
                new BigDecimal("1E+3"),
                new BigDecimal("1234567890123456789012345678901234567890.1234567890"),
                -0.0,
                Long.MAX_VALUE);

        service(db).execute(KEY, BODY, Bill.class, tx -> bill);

        assertThat(service(db).execute(KEY, BODY, Bill.class, tx -> bill)).isEqualTo(new Replayed<>(bill));
        assertThat(service(db).getResponse(KEY, JsonNode.class).map(JsonNode::toString))
                .hasValueSatisfying(
                        json -> assertThat(json).contains("\"total\":120.00", "\"tip\":0.10", "\"rounded\":1E+3"));
    }

    @Test
    void readsResultsOfStepsWithTheirScale() {
        List<BigDecimal> results = new ArrayList<>();
        BigDecimal amount = new BigDecimal("1.2E+4");
        service(db)
                .executeLeased(
                        KEY,
                        BODY,
                        String.class,
                        lease -> {
                            lease.step("outside", BigDecimal.class, () -> amount);
                            lease.transactionalStep("inside", BigDecimal.class, tx -> amount);
                            throw new IllegalStateException("after the steps");
                        },
                        failure -> FailureAction.answer("parked not"));
        service(db).executeLeased(key(2), BODY, String.class, lease -> {
            lease.step("outside", BigDecimal.class, () -> amount);
            results.add(lease.step("outside", BigDecimal.class, () -> BigDecimal.ONE));
            lease.transactionalStep("inside", BigDecimal.class, tx -> amount);
            results.add(lease.transactionalStep("inside", BigDecimal.class, tx -> BigDecimal.ONE));
            return "done";
        });

        assertThat(results).containsExactly(amount, amount);
        assertThat(storedResults()).hasSize(4).allMatch("1.2E+4"::equals);
    }

    @Test
    void replaysValuesOfEveryKind() {
        Map<Size, BigInteger> sizes = new EnumMap<>(Size.class);
        sizes.put(Size.LARGE, BigInteger.TWO.pow(200));
        Everything all = new Everything(
                UUID.fromString("01890000-0000-7000-8000-000000000001"),
                Instant.parse("2026-03-01T10:00:00.123456789Z"),
                LocalDate.of(2026, 2, 28),
                Duration.ofMillis(1),
                Size.LARGE,
                sizes,
                new HashSet<>(List.of("b", "a", "c", "\u2028 \"quoted\" 👩‍👩‍👧 \\ \uFEFF")),
                Optional.of("some"),
                Optional.empty(),
                null,
                List.of(0.1, 1e300),
                new Empty());

        replays(all, Everything.class);
        replays(new Empty(), Empty.class);
        replays("", String.class);
        replays(Map.of(), Map.class);
        replays(JsonMapper.shared().readTree("{\"a\":{},\"b\":[],\"n\":1E+3}"), JsonNode.class);
        replays(Size.SMALL, Size.class);
        replays(new byte[] {0, -1}, byte[].class);
        replays(List.of("b", "a"), Object.class);
    }

    @Test
    void replaysASetAsTheCollectionItWasAskedFor() {
        service(db)
                .<Collection<?>, RuntimeException>execute(KEY, BODY, untyped(Collection.class), tx -> Set.of("b", "a"));

        assertThat(((Replayed<?>) service(db).execute(KEY, BODY, Collection.class, tx -> Set.of())).response())
                .asInstanceOf(InstanceOfAssertFactories.COLLECTION)
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void refusesATypeWithoutPropertiesByItsNameBeforeTheWorkIsDone() throws SQLException {
        List<String> done = new ArrayList<>();

        refuses("Hidden", () -> service(db).execute(KEY, BODY, Hidden.class, tx -> note(done, new Hidden("x"))));
        refuses(
                "Annotated",
                () -> service(db).executeLeased(KEY, BODY, Annotated.class, lease -> note(done, new Annotated())));
        refuses(
                "Hidden",
                () -> service(db).handleWebhook("desk", "1", BODY, Hidden.class, tx -> note(done, new Hidden("x"))));
        refuses("Hidden", () -> service(db).execute(KEY, new Hidden("x"), String.class, tx -> note(done, "x")));
        refuses(
                "Hidden",
                () -> service(db)
                        .execute(KEY, Map.of("a", List.of(new Hidden("x"))), String.class, tx -> note(done, "x")));
        assertThat(Rows.count(database, "idempotency_keys")).isZero();
        service(db).executeLeased(KEY, BODY, String.class, lease -> {
            refuses("Hidden", () -> lease.step("one", Hidden.class, () -> note(done, new Hidden("x"))));
            refuses("Hidden", () -> lease.transactionalStep("two", Hidden.class, tx -> note(done, new Hidden("x"))));
            return "done";
        });

        assertThat(done).isEmpty();
    }

    @Test
    void refusesAResponseThatDoesNotComeBackAndUndoesTheWork() throws SQLException {
        Runnable lambda = () -> {};
        Map<String, Object> itself = new HashMap<>();
        itself.put("me", itself);
        for (Answer<?> answer : List.of(
                new Answer<>(OneWay.class, () -> new OneWay("x", 1)),
                new Answer<>(Shape.class, () -> new Circle(1)),
                new Answer<>(Half.class, () -> new Half("kept", 1)),
                new Answer<>(Runnable.class, () -> lambda),
                new Answer<>(Object.class, Object::new),
                new Answer<>(Object.class, () -> List.of(new Hidden("x"))),
                new Answer<>(Map.class, () -> itself),
                new Answer<>(Object.class, () -> Collections.singletonMap("nul", "\0")))) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .as("%s", answer.type())
                    .isThrownBy(() -> answer.deliver(db));
        }

        assertThat(Rows.count(database, "idempotency_keys")).isZero();
        assertThat(Rows.count(database, "customers")).isZero();
        assertThat(service(db).execute(KEY, BODY, String.class, tx -> "done")).isEqualTo(new Executed<>("done"));
    }

    @Test
    void parksLeasedWorkWhoseResponseDoesNotComeBack() throws SQLException {
        refuses("Half", () -> service(db).executeLeased(KEY, BODY, Half.class, lease -> new Half("kept", 1)));

        assertThat(row(database)).isEqualTo("parked|1|1");
    }

    @Test
    void parksLeasedWorkWhoseResponseHasKeysOfSeveralKinds() throws SQLException {
        Map<Object, String> mixed = Map.of(7, "kept", "b", "kept");
        List<String> done = new ArrayList<>();

        refuses("keys of one kind", () -> service(db).execute(KEY, BODY, Map.class, tx -> mixed));
        refuses(
                "keys of one kind",
                () -> service(db).executeLeased(KEY, BODY, Map.class, lease -> {
                    done.add("charged");
                    return mixed;
                }));

        clock.advance(Deliveries.POLICY.retention().multipliedBy(2));
        assertThat(service(db).executeLeased(KEY, BODY, String.class, lease -> note(done, "again")))
                .isInstanceOf(Parked.class);
        assertThat(done).containsExactly("charged");
        assertThat(row(database)).isEqualTo("parked|1|1");
    }

    @Test
    void parksLeasedWorkWhateverItsResponseThrowsWhenItIsWritten() throws SQLException {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> service(db).executeLeased(KEY, BODY, Failing.class, lease -> new Failing("x")));

        assertThat(row(database)).isEqualTo("parked|1|1");
    }

    @Test
    void recordsNoResultOfAStepThatDoesNotComeBack() throws SQLException {
        service(db).executeLeased(KEY, BODY, String.class, lease -> {
            refuses("Half", () -> lease.step("one", Half.class, () -> new Half("kept", 1)));
            refuses("Half", () -> lease.transactionalStep("two", Half.class, tx -> new Half("kept", 1)));
            return "done";
        });

        assertThat(Rows.count(database, "idempotency_steps")).isZero();
    }

    private <T> void replays(T response, Class<T> type) {
        IdempotencyKey key = IdempotencyKey.of("forms", type.getName());
        service(db).execute(key, BODY, type, tx -> response);

        Outcome<T> again = service(db).execute(key, BODY, type, tx -> response);

        assertThat(again).isInstanceOf(Replayed.class);
        assertThat(((Replayed<T>) again).response()).usingRecursiveComparison().isEqualTo(response);
    }

    private List<String> storedResults() {
        try {
            return Rows.query(database, "SELECT result FROM idempotency_steps");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked") // There is no class literal of a parameterized type.
    private static <T> Class<T> untyped(Class<?> type) {
        return (Class<T>) type;
    }

    private static <T> T note(List<String> done, T value) {
        done.add(value.toString());
        return value;
    }

    private static void refuses(String type, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(call)
                .withMessageContaining(type)
                .withMessageNotContaining("kept")
                .withNoCause();
    }

    private record Answer<T>(Class<T> type, Supplier<T> response) {

        void deliver(AroDatabase db) {
            service(db).execute(KEY, BODY, type, tx -> {
                tx.customers().create(NewCustomer.withPhone(phone(1)));
                return response.get();
            });
        }
    }
}
