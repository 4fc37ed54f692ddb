package io.aro.db.testkit.assertion;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.testkit.assertion.AroAssertions.assertThat;
import static io.aro.db.testkit.assertion.AroAssertions.assertThatAppointment;
import static io.aro.db.testkit.assertion.AroAssertions.assertThatCustomer;
import static io.aro.db.testkit.assertion.AroAssertions.assertThatEventsOf;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import io.aro.db.customer.PaymentStatus;
import io.aro.db.customer.RiskCategory;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.event.Actor;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Assertions beside AssertJ's own, each shown to pass and to fail. */
@BothEngines
class AroAssertionsTest {

    private static final Actor DESK = Actor.user("front-desk");
    private static final String CANARY_NAME = "Canary Bird";
    private static final String CANARY_PHONE = "+15550009999";

    private final TestDatabase database;
    private final AroDatabase db;
    private final Customer customer;
    private final Appointment visit;

    AroAssertionsTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
        this.customer = aCustomer().name(CANARY_NAME).phone(CANARY_PHONE).insert(db);
        this.visit = anAppointment()
                .of(customer)
                .passing(CONFIRMED, IN_PROGRESS, COMPLETED)
                .insert(db);
    }

    @Test
    void passForAnAppointmentThatIsAsItShouldBe() {
        assertThat(visit)
                .isCompleted()
                .hasVersion(4)
                .startsAt(visit.date())
                .belongsTo(customer.id())
                .costs("120.00")
                .in(db)
                .tookPath(BOOKED, CONFIRMED, IN_PROGRESS, COMPLETED)
                .wasLastMovedBy(DESK);
        assertThat(anAppointment().depositPaid().insert(db)).isBooked().hasPaidDeposit();
        assertThat(anAppointment().confirmed().insert(db)).isConfirmed();
        assertThat(anAppointment().cancelled().insert(db)).isCancelled();
        assertThat(anAppointment().noShow().insert(db)).isNoShow();
        assertThat(anAppointment().rescheduled().insert(db)).isRescheduled();
        assertThat(anAppointment().inProgress().insert(db)).isInProgress();
    }

    @Test
    void passForACustomerWhoseAppointmentsAddUp() {
        assertThatCustomer(db, customer.id())
                .hasAppointments(1)
                .hasNoShows(0)
                .hasCancellations(0)
                .hasReschedules(0)
                .hasConfirmationRate("100")
                .hasLifetimeValue("120.00")
                .hasRiskScore(0)
                .hasRisk(RiskCategory.LOW)
                .hasPaymentStatus(PaymentStatus.NO_HISTORY);
    }

    @Test
    void passForEventsThatAreOnRecord() {
        assertThatEventsOf(db, "appointment", visit.id())
                .areExactly(
                        "appointment.created",
                        "appointment.confirmed",
                        "appointment.in_progress",
                        "appointment.completed")
                .contain("appointment.completed")
                .doNotContain("appointment.cancelled")
                .containOneBy("appointment.confirmed", DESK);
        assertThatEventsOf(db, "appointment", new UUID(0, 0)).areNone();
    }

    @TestFactory
    Stream<DynamicTest> failAndSayWhy() {
        return Stream.of(
                        failing(
                                () -> assertThat(visit).isCancelled(),
                                "Appointment " + visit.id() + " should be cancelled, and is completed"),
                        failing(() -> assertThat(visit).isBooked(), "should be booked"),
                        failing(() -> assertThat(visit).isConfirmed(), "should be confirmed"),
                        failing(() -> assertThat(visit).isRescheduled(), "should be rescheduled"),
                        failing(() -> assertThat(visit).isInProgress(), "should be in_progress"),
                        failing(() -> assertThat(visit).isNoShow(), "should be no_show"),
                        failing(() -> assertThat(visit).hasStatus(BOOKED), "should be booked"),
                        failing(
                                () -> assertThat(anAppointment().insert(db)).isCompleted(),
                                "should be completed, and is booked"),
                        failing(
                                () -> assertThat(visit).hasVersion(3),
                                "The version of Appointment " + visit.id() + " should be 3, and is 4"),
                        failing(() -> assertThat(visit).startsAt(Instant.EPOCH), "should be 1970-01-01T00:00:00Z"),
                        failing(
                                () -> assertThat(visit).belongsTo(new UUID(0, 1)),
                                "should be 00000000-0000-0000-0000-000000000001, and is " + customer.id()),
                        failing(() -> assertThat(visit).costs("119.99"), "should cost 119.99, and costs 120.00"),
                        failing(() -> assertThat(visit).hasPaidDeposit(), "should be true, and is false"),
                        failing(() -> assertThat(visit).isArchived(), "should be archived, and is not"),
                        failing(
                                () -> assertThatAppointment(db, visit.id()).tookPath(BOOKED, CANCELLED),
                                "booked -> cancelled",
                                "booked -> confirmed -> in_progress -> completed",
                                "2. confirmed at 2026-03-02T15:04:05.123456Z by user front-desk"),
                        failing(
                                () -> assertThat(visit).in(db).wasLastMovedBy(Actor.admin("owner")),
                                "by admin owner, and was by user front-desk"),
                        failing(
                                () -> assertThat(visit).in(db).wasLastMovedBecause("it rained"),
                                "should have the expected reason"),
                        failing(
                                () -> assertThat(customer).hasNoShows(2),
                                "Customer " + customer.id() + " should have no-shows 2, and has 0"),
                        failing(() -> assertThat(customer).hasAppointments(9), "appointments 9"),
                        failing(() -> assertThat(customer).hasCancellations(9), "cancellations 9"),
                        failing(() -> assertThat(customer).hasReschedules(9), "reschedules 9"),
                        failing(() -> assertThat(customer).hasRiskScore(9), "risk score 9"),
                        failing(() -> assertThat(customer).hasRisk(RiskCategory.HIGH), "risk category HIGH"),
                        failing(
                                () -> assertThat(customer).hasPaymentStatus(PaymentStatus.CURRENT),
                                "payment status CURRENT"),
                        failing(
                                () -> assertThat(customer).hasLifetimeValue("1.00"),
                                "lifetime value 1.00, and has 0.00"),
                        failing(() -> assertThat(customer).hasConfirmationRate("50"), "confirmation rate 50"),
                        failing(
                                () -> events().areExactly("appointment.created"),
                                "should be",
                                "appointment.created at 2026-03-02T15:04:05.123456Z by"),
                        failing(() -> events().contain("reminder.sent"), "should contain [reminder.sent], and are"),
                        failing(
                                () -> events().doNotContain("appointment.created"),
                                "should not contain appointment.created"),
                        failing(() -> events().areNone(), "and are"),
                        failing(
                                () -> events().containOneBy("appointment.created", Actor.admin("owner")),
                                "appointment.created by admin owner"),
                        failing(
                                () -> assertThat(database).hasRows("reminder_logs", 7),
                                "The table reminder_logs should have 7 rows, and has 0"),
                        failing(
                                () -> assertThat(database).hasNoRows("customers"),
                                "The table customers should have 0 rows"),
                        failing(() -> assertThat(database).isEmpty(), "has more or fewer rows: ", "customers="),
                        failing(
                                () -> change().adds("customers", 2),
                                "2 rows should have been added to customers, and 1 were; all changes: {customers=1}"),
                        failing(
                                () -> change().andNothingElse(),
                                "No other table should have changed, and these tables have: {customers=1}"),
                        failing(() -> change().addsNothing(), "No other table should have changed"))
                .map(each -> dynamicTest(each.expected().getFirst(), each::assertFails));
    }

    private EventsAssert events() {
        return assertThatEventsOf(db, "appointment", visit.id());
    }

    private RowChangeAssert change() {
        return assertThat(database).whileRunning(() -> aCustomer().insert(db));
    }

    @Test
    void countTheRowsOfADatabase() {
        assertThat(database)
                .hasRows("customers", 1)
                .hasNoRows("reminder_logs")
                .whileRunning(() -> aCustomer().insert(db))
                .adds("customers", 1)
                .andNothingElse();
        assertThat(database)
                .whileRunning(() -> db.customers().getById(customer.id()))
                .addsNothing();
        assertThat(database.sibling()).isEmpty();
    }

    @Test
    void knowNoTableThatIsMisspelt() {
        assertThatExceptionOfType(SchemaMismatchException.class)
                .isThrownBy(() -> assertThat(database).hasRows("custmers", 1))
                .withMessage("There is no table custmers; did you mean customers?");
        assertThatExceptionOfType(SchemaMismatchException.class)
                .isThrownBy(() -> change().adds("custmers", 0))
                .withMessage("There is no table custmers; did you mean customers?");
        assertThatExceptionOfType(SchemaMismatchException.class)
                .isThrownBy(() -> assertThat(database).hasNoRows("invoices"))
                .withMessageStartingWith("There is no table invoices; the tables are ")
                .withMessageContaining("customers");
    }

    @Test
    void doNotKnowTheHistoryOfAnAppointmentThatWasRead() {
        assertThatIllegalStateException()
                .isThrownBy(() -> assertThat(visit).tookPath(BOOKED))
                .withMessageContaining("name the database by in(db)");
    }

    @Test
    void keepTheDescriptionTheyAreGiven() {
        AssertionError error = catchThrowableOfType(
                AssertionError.class, () -> assertThat(visit).as("the visit").isBooked());

        assertThat(error).hasMessageStartingWith("[the visit] Appointment");
    }

    private static Failing failing(ThrowingCallable assertion, String... expected) {
        return new Failing(assertion, List.of(expected));
    }

    /** An assertion expected to fail, with parts of its message. */
    private record Failing(ThrowingCallable assertion, List<String> expected) {

        void assertFails() {
            AssertionError error = catchThrowableOfType(AssertionError.class, assertion);

            assertThat(error)
                    .hasMessageContainingAll(expected.toArray(String[]::new))
                    .hasMessageNotContainingAny(CANARY_NAME, CANARY_PHONE, "example.org");
        }
    }
}
