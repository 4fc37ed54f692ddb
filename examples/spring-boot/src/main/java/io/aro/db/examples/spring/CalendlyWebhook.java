package io.aro.db.examples.spring;

import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.appointment.StatusChange;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.examples.spring.InviteeEvent.Invitee;
import io.aro.db.examples.spring.InviteeEvent.Slot;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.spring.web.OutcomeResponses;
import io.aro.db.transaction.Transaction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The door for Calendly's webhooks. Each delivery is applied once, however often it comes. */
@RestController
class CalendlyWebhook {

    private static final String CALENDLY = "calendly";
    private static final Actor ACTOR = Actor.webhook(CALENDLY);

    /** The response stored with the key, and replayed to a redelivery. */
    record Receipt(UUID appointmentId, AppointmentStatus status) {}

    private final IdempotencyService idempotency;
    private final JsonMapper json;
    private final Signature signature;

    CalendlyWebhook(
            IdempotencyService idempotency,
            JsonMapper json,
            InstantSource clock,
            @Value("${clinic.calendly-secret}") String secret) {
        this.idempotency = idempotency;
        this.json = json;
        this.signature = new Signature(secret, clock);
    }

    // @start region="receive"
    @PostMapping("/webhooks/calendly")
    ResponseEntity<Object> receive(@RequestHeader HttpHeaders headers, @RequestBody byte[] body) {
        signature.require(headers.get("Calendly-Webhook-Signature"), body);
        InviteeEvent event = json.readValue(body, InviteeEvent.class);
        IdempotencyKey key = IdempotencyKey.of(CALENDLY, event.key());
        return OutcomeResponses.of(idempotency.execute(key, body, Receipt.class, tx -> apply(tx, event)));
    }
    // @end

    private static Receipt apply(Transaction tx, InviteeEvent event) {
        Appointment appointment = book(tx, event.payload());
        if (event.event().equals(InviteeEvent.CANCELED) && !appointment.status().isTerminal()) {
            StatusChange change = StatusChange.by(ACTOR);
            appointment = tx.appointments().updateStatus(appointment.id(), AppointmentStatus.CANCELLED, change);
        }
        return new Receipt(appointment.id(), appointment.status());
    }

    /** Books at the first delivery. A cancellation may come before its booking, and books, too. */
    private static Appointment book(Transaction tx, Invitee invitee) {
        Customer customer = tx.customers()
                .upsertByPhone(NewCustomer.withPhone(invitee.phone()).withName(invitee.name()));
        Slot slot = invitee.slot();
        Duration duration = Duration.between(slot.start(), slot.end());
        return tx.appointments()
                .upsertByExternalId(
                        NewAppointment.of(customer.id(), slot.start(), duration, slot.name(), BigDecimal.ZERO)
                                .withExternalId(CALENDLY, invitee.uri())
                                .withBookedBy(ACTOR));
    }

    @ExceptionHandler
    ProblemDetail forged(Signature.ForgedException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNAUTHORIZED, String.valueOf(e.getMessage()));
    }

    /** Hides the parser's message, which may quote the body. */
    @ExceptionHandler(JacksonException.class)
    ProblemDetail malformed() {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The body is no event of Calendly.");
    }
}
