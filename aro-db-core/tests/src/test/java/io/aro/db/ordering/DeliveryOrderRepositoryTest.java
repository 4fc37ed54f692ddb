package io.aro.db.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Watched;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepted, late and equal events of a subject. */
@BothEngines
@Tag("contract")
class DeliveryOrderRepositoryTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    private final AroDatabase db;
    private final TestDatabase database;
    private final TestClock clock;

    DeliveryOrderRepositoryTest(AroDatabase db, TestDatabase database, TestClock clock) {
        this.db = db;
        this.database = database;
        this.clock = clock;
    }

    private boolean advance(Instant occurredAt) {
        return advance(db, occurredAt);
    }

    private static boolean advance(AroDatabase db, Instant occurredAt) {
        return db.inTransaction(tx -> tx.deliveryOrder().acceptIfNewest("calendly", "booking-1", occurredAt));
    }

    private DeliverySubject subject() {
        return db.inTransaction(tx -> tx.deliveryOrder().find("calendly", "booking-1"))
                .orElseThrow();
    }

    @Test
    void appliesTheFirstEventAndEveryNewerOne() {
        assertThat(advance(NOON)).isTrue();
        assertThat(advance(NOON.plus(MICROSECOND))).isTrue();
        assertThat(advance(NOON.plus(Duration.ofDays(400)))).isTrue();

        assertThat(subject())
                .isEqualTo(new DeliverySubject("", "calendly", "booking-1", NOON.plus(Duration.ofDays(400)), 0, null));
    }

    @Test
    void refusesASessionThatIsNoTransaction() {
        assertThatExceptionOfType(TransactionMisuseException.class)
                .isThrownBy(() -> new DeliveryOrderRepository(db.session()))
                .withMessageContaining("call tx.deliveryOrder() inside db.inTransaction(…)");
    }

    @Test
    void dropsAnOlderEventAndCountsIt() {
        advance(NOON);
        Instant came = clock.advance(Duration.ofMinutes(1));

        assertThat(advance(NOON.minus(MICROSECOND))).isFalse();
        assertThat(subject()).isEqualTo(new DeliverySubject("", "calendly", "booking-1", NOON, 1, came));

        Instant cameLast = clock.advance(Duration.ofMinutes(1));
        assertThat(advance(NOON.minus(Duration.ofDays(400)))).isFalse();
        assertThat(subject()).isEqualTo(new DeliverySubject("", "calendly", "booking-1", NOON, 2, cameLast));
    }

    @Test
    void goesOnAfterALateEventAndKeepsTheCount() {
        advance(NOON);
        Instant came = clock.advance(Duration.ofMinutes(1));
        advance(NOON.minusSeconds(1));
        clock.advance(Duration.ofMinutes(1));

        assertThat(advance(NOON.plusSeconds(1))).isTrue();
        assertThat(subject()).isEqualTo(new DeliverySubject("", "calendly", "booking-1", NOON.plusSeconds(1), 1, came));
    }

    @Test
    void appliesBothOfTwoEventsOfTheSameMicrosecond() {
        assertThat(advance(NOON.plusNanos(900))).isTrue();
        assertThat(advance(NOON)).isTrue();
        assertThat(advance(NOON.plusNanos(999))).isTrue();

        assertThat(subject()).isEqualTo(new DeliverySubject("", "calendly", "booking-1", NOON, 0, null));
    }

    @Test
    void ordersTimesHoweverManyDigitsTheyHave() {
        Instant whole = Instant.parse("2026-03-01T12:00:00Z");

        for (Instant at : List.of(
                Instant.parse("0001-01-01T00:00:00Z"),
                whole,
                whole.plusNanos(1_000),
                whole.plusMillis(100),
                whole.plusMillis(120),
                whole.plusNanos(120_001_000),
                whole.plusSeconds(1),
                Instant.parse("9999-12-31T23:59:59.999999Z"))) {
            assertThat(advance(at)).as("%s", at).isTrue();
            assertThat(advance(at.equals(Instant.parse("0001-01-01T00:00:00Z")) ? at : at.minus(MICROSECOND)))
                    .as("a microsecond before %s", at)
                    .isEqualTo(at.equals(Instant.parse("0001-01-01T00:00:00Z")));
        }
    }

    @Test
    void keepsScopesSourcesAndSubjectsApart() {
        advance(NOON);
        Instant before = NOON.minusSeconds(1);

        db.useTransaction(tx -> {
            DeliveryOrderRepository order = tx.deliveryOrder();
            assertThat(order.acceptIfNewest("calendly", "booking-2", before)).isTrue();
            assertThat(order.acceptIfNewest("acuity", "booking-1", before)).isTrue();
            assertThat(order.withScope("clinic-7").acceptIfNewest("calendly", "booking-1", before))
                    .isTrue();
            assertThat(order.withScope("clinic-7").withScope("").acceptIfNewest("calendly", "booking-1", before))
                    .isFalse();
            assertThat(order.withScope("clinic-7").find("calendly", "booking-1"))
                    .contains(new DeliverySubject("clinic-7", "calendly", "booking-1", before, 0, null));
            assertThat(order.find("square", "booking-1")).isEmpty();
        });
    }

    @Test
    void forgetsWhatWasAppliedAndWhatWasDroppedIfItsTransactionRollsBack() throws SQLException {
        advance(NOON);
        var before = Rows.dump(database);

        for (Instant at : List.of(NOON.minusSeconds(1), NOON.plusSeconds(1))) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> db.useTransaction(tx -> {
                        tx.deliveryOrder().acceptIfNewest("calendly", "booking-1", at);
                        throw new IllegalStateException("the handler fails");
                    }));
        }

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void takesOneStatementWhateverTheAnswer() {
        Watched watched = Watched.over(database, clock);
        for (Instant at : List.of(NOON, NOON.plusSeconds(1), NOON.minusSeconds(1))) {

            Statements sent = watched.counter().counting(() -> advance(watched.db(), at));

            assertThat(sent.count()).as("%s", sent).isEqualTo(1);
            assertThat(sent.commits()).isEqualTo(1);
        }
    }

    @Test
    void takesPartsOfTheGreatestLength() {
        String source = "é".repeat(50);
        String subject = "é".repeat(255);

        db.useTransaction(tx -> {
            DeliveryOrderRepository order = tx.deliveryOrder().withScope(source);
            assertThat(order.acceptIfNewest(source, subject, NOON)).isTrue();
            assertThat(order.find(source, subject)).isPresent();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nul\0", "\ud800"})
    void refusesASourceOrSubjectThatIsBlankOrNoText(String bad) throws SQLException {
        assertRefused(
                "delivery source",
                () -> db.useTransaction(tx -> tx.deliveryOrder().acceptIfNewest(bad, "booking-1", NOON)));
        assertRefused(
                "delivery subject",
                () -> db.useTransaction(tx -> tx.deliveryOrder().acceptIfNewest("calendly", bad, NOON)));
    }

    @Test
    void refusesPartsThatAreTooLong() throws SQLException {
        assertRefused(
                "delivery scope",
                () -> db.useTransaction(tx -> tx.deliveryOrder().withScope("x".repeat(51))));
        assertRefused(
                "delivery source",
                () -> db.useTransaction(tx -> tx.deliveryOrder().acceptIfNewest("x".repeat(51), "booking-1", NOON)));
        assertRefused(
                "delivery subject",
                () -> db.useTransaction(tx -> tx.deliveryOrder().acceptIfNewest("calendly", "x".repeat(256), NOON)));
    }

    @Test
    void refusesToLookForWhatCannotBeThere() throws SQLException {
        assertRefused(
                "delivery source",
                () -> db.useTransaction(tx -> tx.deliveryOrder().find("", "booking-1")));
        assertRefused(
                "delivery subject",
                () -> db.useTransaction(tx -> tx.deliveryOrder().find("calendly", "nul\0")));
    }

    @Test
    void refusesATimeThatCannotBeStored() throws SQLException {
        for (Instant at : List.of(
                Instant.MIN,
                Instant.parse("0000-12-31T23:59:59Z"),
                Instant.parse("+10000-01-01T00:00:00Z"),
                Instant.MAX)) {
            assertRefused("time of occurrence", () -> advance(at));
        }
    }

    private void assertRefused(String field, ThrowingCallable call) throws SQLException {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field));
        assertThat(Rows.count(database, "delivery_subjects")).isZero();
    }

    @Test
    void isRefusedWhereATransactionOnlyReadsOrHasEnded() {
        assertThatExceptionOfType(TransactionMisuseException.class)
                .isThrownBy(() -> db.readOnly(tx -> tx.deliveryOrder().acceptIfNewest("calendly", "booking-1", NOON)));

        DeliveryOrderRepository kept = db.inTransaction(tx -> tx.deliveryOrder());
        assertThatExceptionOfType(TransactionMisuseException.class)
                .isThrownBy(() -> kept.acceptIfNewest("calendly", "booking-1", NOON));
    }

    @Test
    void keepsTheOrderOfASubjectThatWasErased() throws SQLException {
        Customer ada = db.customers().create(NewCustomer.withPhone("+15551234567"));
        String subject = "deposit:+15551234567";
        assertThat(advance(subject, NOON)).isTrue();

        db.privacy().erase(ada.id(), Actor.user("desk"));

        clock.advance(Duration.ofMinutes(1));
        assertThat(advance(subject, NOON.minus(MICROSECOND))).isFalse();
        assertThat(advance(subject, NOON.plus(MICROSECOND))).isTrue();
        assertThat(advance(subject, NOON)).isFalse();
        assertThat(Rows.query(database, "SELECT subject FROM delivery_subjects"))
                .singleElement()
                .asString()
                .matches("erased:[A-Za-z0-9_-]{43}");
        DeliverySubject found = db.inTransaction(tx -> tx.deliveryOrder().find("calendly", subject))
                .orElseThrow();
        assertThat(found.occurredAt()).isEqualTo(NOON.plus(MICROSECOND));
        assertThat(found.superseded()).isEqualTo(2);
    }

    private boolean advance(String subject, Instant occurredAt) {
        return db.inTransaction(tx -> tx.deliveryOrder().acceptIfNewest("calendly", subject, occurredAt));
    }
}
