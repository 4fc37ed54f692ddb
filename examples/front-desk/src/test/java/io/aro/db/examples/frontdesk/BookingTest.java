package io.aro.db.examples.frontdesk;

import static io.aro.db.testkit.Engine.POSTGRES_18;
import static io.aro.db.testkit.Engine.SQLITE;
import static io.aro.db.testkit.assertion.AroAssertions.assertThat;
import static io.aro.db.testkit.assertion.AroAssertions.assertThatAppointment;
import static io.aro.db.testkit.assertion.AroAssertions.assertThatEventsOf;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Shows builders for given rows and assertions about the resulting rows. */
@BothEngines({SQLITE, POSTGRES_18})
class BookingTest {

    private final TestDatabase database;
    private final AroDatabase db;
    private final FrontDesk desk;
    private final Instant tomorrow;

    BookingTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.desk = new FrontDesk(db, Banks.free());
        this.tomorrow = clock.instant().plus(Duration.ofDays(1));
    }

    @Test
    void booksForACustomerWhoIsKnown() {
        Customer ada = aCustomer().highRisk().insert(db.session());

        UUID appointment = book("delivery-1", ada.phone());

        assertThatAppointment(db, appointment).belongsTo(ada.id()).isBooked().startsAt(tomorrow);
        assertThatEventsOf(db, "appointment", appointment).areExactly("appointment.created");
    }

    @Test
    void booksOnceWhatIsDeliveredTwice() {
        BookingRequest request = new BookingRequest("+15550100", tomorrow);
        UUID appointment = book("delivery-1", request.phone());

        assertThat(database)
                .whileRunning(() -> assertThat(desk.book("delivery-1", request))
                        .isReplayed()
                        .withResponse(new Booking(appointment)))
                .addsNothing();
    }

    @Test
    void refusesADeliveryThatSaysSomethingElse() {
        book("delivery-1", "+15550100");

        assertThat(desk.book("delivery-1", new BookingRequest("+15550199", tomorrow)))
                .isMismatch();
    }

    @Test
    void writesNothingForAPhoneThatIsNone() {
        assertThatThrownBy(() -> desk.book("delivery-1", new BookingRequest("555", tomorrow)))
                .isInstanceOf(InvalidValueException.class);

        assertThat(database).hasNoRows("customers").hasNoRows("appointments");
    }

    private UUID book(String delivery, String phone) {
        Outcome<Booking> outcome = desk.book(delivery, new BookingRequest(phone, tomorrow));
        assertThat(outcome).isExecuted();
        return ((Executed<Booking>) outcome).response().appointmentId();
    }
}
