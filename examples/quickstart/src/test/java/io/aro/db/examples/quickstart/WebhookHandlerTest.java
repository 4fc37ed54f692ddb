package io.aro.db.examples.quickstart;

import static io.aro.db.appointment.StatusChange.by;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.AppointmentTransition;
import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.phone.PhoneParser;
import io.aro.db.repository.Changes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookHandlerTest {

    private static final String ANOTHER = "https://api.calendly.com/scheduled_events/group/invitees/another";

    private final AroDatabase db = AroDatabase.inMemory();
    private final WebhookHandler handler = new WebhookHandler(db, PhoneParser.ofRegion("US"));

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void booksWhatTheInviteeHasBooked() throws IOException {
        Handled handled = handle("008-invitee-created-dana.json");

        assertThat(handled).isEqualTo(new Handled("invitee.created", "booked", ""));
        Appointment visit = onlyAppointment();
        assertThat(visit.date()).isEqualTo("2027-04-08T17:00:00Z");
        assertThat(visit.duration()).isEqualTo(Duration.ofHours(2));
        assertThat(visit.serviceType()).isEqualTo("Colour");
        assertThat(visit.serviceCost()).isEqualTo("180.00");
        assertThat(visit.provider()).isEqualTo("Theo Lund");
        assertThat(visit.location()).isEqualTo("12 Harbour Street, ground floor");
        assertThat(db.customers().getById(visit.customerId()).phone()).isEqualTo("+12025550104");
        assertThat(actors()).containsExactly(Actor.webhook("calendly"));
    }

    @Test
    void replaysARedelivery() throws IOException {
        handle("001-invitee-created-ada.json");

        Handled again = handle("002-invitee-created-ada-redelivered.json");

        assertThat(again).isEqualTo(new Handled("invitee.created", "replayed", "booked"));
        assertThat(onlyAppointment().version()).isEqualTo(1);
    }

    @Test
    void cancelsForTheReasonThatIsGiven() throws IOException {
        handle("011-invitee-created-gustav.json");

        Handled handled = handle("025-invitee-canceled-gustav-by-host.json");

        assertThat(handled.result()).isEqualTo("cancelled");
        assertThat(onlyAppointment().status()).isEqualTo(CANCELLED);
        assertThat(transitions().getLast().reason()).isEqualTo("Theo is away; please choose another day");
    }

    @Test
    void keepsABookingCancelledWhoseCancellationCameFirst() throws IOException {
        Handled cancellation = handle("009-invitee-canceled-elif-too-early.json");
        Appointment cancelled = onlyAppointment();

        Handled booking = handle("010-invitee-created-elif.json");

        assertThat(cancellation.result()).isEqualTo("cancelled");
        assertThat(booking).hasToString("unchanged: the appointment is already cancelled");
        assertThat(onlyAppointment()).isEqualTo(cancelled);
        assertThat(transitions()).extracting(AppointmentTransition::to).last().isEqualTo(CANCELLED);
    }

    @Test
    void movesAnAppointmentThatIsGivenUpForAnotherTimeToRescheduled() throws IOException {
        handle("019-invitee-canceled-chidi-rescheduled.json");

        Handled late = handle("004-invitee-created-chidi.json");

        assertThat(late).hasToString("unchanged: the appointment is already rescheduled");
        assertThat(onlyAppointment().status()).isEqualTo(RESCHEDULED);
    }

    @Test
    void leavesAVisitThatHasBegunWhenItsCancellationArrives() throws IOException {
        handle("003-invitee-created-bruno.json");
        db.appointments().updateStatus(onlyAppointment().id(), IN_PROGRESS, by(Actor.user("front-desk")));

        Handled handled = handle("017-invitee-canceled-bruno.json");

        assertThat(handled).hasToString("unchanged: the appointment is already in_progress");
        assertThat(onlyAppointment().status()).isEqualTo(IN_PROGRESS);
    }

    @Test
    void setsAsideADeliveryWithoutAUsablePhoneNumberAndKeepsNothingOfIt() throws IOException {
        Handled handled = handle("034-invitee-created-oscar-invalid-phone.json");

        assertThat(handled)
                .hasToString("malformed: The value of phone must be one phone number in digits,"
                        + " without letters, notes or an extension.");
        assertThat(db.customers().count(noCondition())).isZero();
    }

    @Test
    void takesTheWholeDeliveryAfterATruncatedOne() throws IOException {
        Handled truncated = handle("022-invitee-created-kwame-truncated.json");
        Handled whole = handle("023-invitee-created-kwame.json");

        assertThat(truncated.result()).isEqualTo("malformed");
        assertThat(whole.result()).isEqualTo("booked");
    }

    @Test
    void ignoresAnEventThatIsNoBooking() throws IOException {
        Handled handled = handle("012-routing-form-submission-created-hana.json");

        assertThat(handled).isEqualTo(new Handled("routing_form_submission.created", "ignored", ""));
    }

    @Test
    void refusesAnotherBodyForTheSameFact() throws IOException {
        handle("001-invitee-created-ada.json");
        String changed = new String(body("001-invitee-created-ada.json"), StandardCharsets.UTF_8)
                .replace("2027-02-09T14:00", "2027-02-09T14:15");

        Handled handled = handler.handle(changed.getBytes(StandardCharsets.UTF_8));

        assertThat(handled).hasToString("refused: it was delivered with another body");
        assertThat(onlyAppointment().date()).isEqualTo("2027-02-09T14:00:00Z");
    }

    @Test
    void keepsTheSlotOfOneInviteeOfAGroupEventWhenAnotherCancels() throws IOException {
        handle("001-invitee-created-ada.json");
        handler.handle(ofAnotherInvitee("invitee.created"));

        Handled handled = handler.handle(ofAnotherInvitee("invitee.canceled"));

        assertThat(handled.result()).isEqualTo("cancelled");
        assertThat(statusOf("+12025550101")).isEqualTo(BOOKED);
        assertThat(statusOf("+12025550177")).isEqualTo(CANCELLED);
    }

    @Test
    void cancelsABookingAlthoughItsCustomerHasAnotherNumberSince() throws IOException {
        handle("003-invitee-created-bruno.json");
        String since = new String(body("017-invitee-canceled-bruno.json"), StandardCharsets.UTF_8)
                .replaceAll("\"text_reminder_number\": *\"[^\"]*\"", "\"text_reminder_number\": \"+12025550178\"");

        Handled handled = handler.handle(since.getBytes(StandardCharsets.UTF_8));

        assertThat(handled.result()).isEqualTo("cancelled");
        assertThat(onlyAppointment().status()).isEqualTo(CANCELLED);
    }

    @Test
    void refusesTheInviteeOfAnotherCustomer() throws IOException {
        handle("001-invitee-created-ada.json");
        Appointment ada = onlyAppointment();
        db.appointments()
                .update(
                        ada.id(),
                        Changes.set(APPOINTMENTS.EXTERNAL_ID, ANOTHER).and(APPOINTMENTS.EXTERNAL_SOURCE, "calendly"));

        Handled handled = handler.handle(ofAnotherInvitee("invitee.created"));

        assertThat(handled.result()).isEqualTo("refused");
        assertThat(handled.remark()).contains(ada.id().toString()).doesNotContain(ANOTHER);
        assertThat(onlyAppointment().customerId()).isEqualTo(ada.customerId());
    }

    /** Returns a delivery of another invitee of the event of the first file. */
    private static byte[] ofAnotherInvitee(String event) throws IOException {
        return new String(body("001-invitee-created-ada.json"), StandardCharsets.UTF_8)
                .replace("invitee.created", event)
                .replaceAll("(\"uri\": *\")[^\"]*/invitees/[^\"]*", "$1" + ANOTHER)
                .replace("+12025550101", "+12025550177")
                .getBytes(StandardCharsets.UTF_8);
    }

    private AppointmentStatus statusOf(String phone) {
        UUID customer = db.customers().findByPhone(phone).orElseThrow().id();
        List<Appointment> visits = db.appointments().findByCustomerId(customer);
        assertThat(visits).hasSize(1);
        return visits.getFirst().status();
    }

    private Handled handle(String file) throws IOException {
        return handler.handle(body(file));
    }

    private static byte[] body(String file) throws IOException {
        return Files.readAllBytes(Path.of("webhooks", file));
    }

    private Appointment onlyAppointment() {
        List<Appointment> all = db.appointments().findAll(noCondition());
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private List<AppointmentTransition> transitions() {
        return db.appointments().transitionsOf(onlyAppointment().id());
    }

    private List<Actor> actors() {
        return transitions().stream().map(AppointmentTransition::actor).toList();
    }
}
