package io.aro.db.examples.quickstart;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.appointment.StatusChange;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.examples.quickstart.Invitee.ScheduledEvent;
import io.aro.db.examples.quickstart.Webhook.Canceled;
import io.aro.db.examples.quickstart.Webhook.Created;
import io.aro.db.examples.quickstart.Webhook.Malformed;
import io.aro.db.examples.quickstart.Webhook.Other;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Refused;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.phone.PhoneParser;
import io.aro.db.refusal.ConflictException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.transaction.Transaction;
import io.aro.db.transaction.TransactionFunction;

/**
 * The handler of deliveries: applies each exactly once, in any order of arrival.
 *
 * <p>Calendly sends no delivery id: {@code event} and {@code payload.uri} together are the idempotency key. A redelivery
 * repeats the body except for the time of the message, which the policy of Calendly ignores. {@code payload.uri} belongs to
 * the invitee: several people may book one event, each with an appointment. A cancellation contains the whole booking, so an
 * early cancellation books and cancels at once.
 */
final class WebhookHandler {

    private static final String SOURCE = "calendly";
    private static final Actor CALENDLY = Actor.webhook(SOURCE);

    private final AroDatabase db;
    private final Invitees invitees;
    private final WebhookReader reader = new WebhookReader();

    WebhookHandler(AroDatabase db, PhoneParser phones) {
        this.db = db;
        this.invitees = new Invitees(phones);
    }

    /** Applies one delivery and returns the result; an unreadable body is a result, not an exception. */
    Handled handle(byte[] body) {
        return switch (reader.read(body)) {
            case Created(Invitee invitee) -> once(Created.EVENT, invitee, body, tx -> created(tx, invitee));
            case Canceled(Invitee invitee) -> once(Canceled.EVENT, invitee, body, tx -> canceled(tx, invitee));
            case Other(String event) -> new Handled(event, "ignored", "");
            case Malformed(String reason) -> Handled.malformed("-", reason);
        };
    }

    private Handled once(
            String event, Invitee invitee, byte[] body, TransactionFunction<Receipt, RuntimeException> work) {
        IdempotencyKey key = IdempotencyKey.of(SOURCE, event + ":" + invitee.uri());
        try {
            return switch (db.idempotency().execute(key, body, Receipt.class, work)) {
                case Executed<Receipt>(Receipt receipt) ->
                    Handled.executed(event, receipt).adding(invitees.remarkOn(invitee));
                case Replayed<Receipt>(Receipt receipt) -> Handled.replayed(event, receipt);
                case InProgress<Receipt> busy ->
                    new Handled(event, "postponed", "another delivery of it is in progress");
                case ResponseExpired<Receipt> done -> new Handled(event, "replayed", "it was handled long ago");
                case Mismatch<Receipt> other -> new Handled(event, "refused", "it was delivered with another body");
                case Refused<Receipt> failed -> new Handled(event, "refused", "an earlier delivery of it has failed");
            };
        } catch (InvalidValueException e) {
            return Handled.malformed(event, String.valueOf(e.getMessage()));
        } catch (ConflictException e) {
            return new Handled(event, "refused", String.valueOf(e.getMessage()));
        }
    }

    private Receipt created(Transaction tx, Invitee invitee) {
        Appointment appointment = book(tx, invitee);
        return new Receipt(appointment.id(), appointment.status(), appointment.status() == BOOKED);
    }

    private Receipt canceled(Transaction tx, Invitee invitee) {
        Appointment appointment =
                tx.appointments().findByExternalId(SOURCE, invitee.uri()).orElseGet(() -> book(tx, invitee));
        AppointmentStatus end = invitee.rescheduled() ? RESCHEDULED : CANCELLED;
        StatusChange change = new StatusChange(CALENDLY, invitee.reason(), null, null);
        try {
            tx.appointments().updateStatus(appointment.id(), end, change);
            return new Receipt(appointment.id(), end, true);
        } catch (IllegalTransitionException e) {
            // The appointment has begun or ended otherwise; an error would only make the provider deliver again.
            return new Receipt(appointment.id(), e.from(), false);
        }
    }

    /** Returns the appointment of the invitee, booking it at the first delivery. */
    private Appointment book(Transaction tx, Invitee invitee) {
        ScheduledEvent event = invitee.scheduledEvent();
        Customer customer = invitees.customerOf(tx, invitee);
        return tx.appointments()
                .upsertByExternalId(NewAppointment.of(
                                customer.id(), event.startTime(), invitee.duration(), event.name(), invitee.cost())
                        .withExternalId(SOURCE, invitee.uri())
                        .withProvider(invitee.host())
                        .withLocation(invitee.place())
                        .withBookedBy(CALENDLY));
    }
}
