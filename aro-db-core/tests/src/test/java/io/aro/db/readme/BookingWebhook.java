package io.aro.db.readme;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import io.aro.db.transaction.Transaction;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

public final class BookingWebhook {

    record Delivery(String event, String body, String inviteeUri, Instant startsAt) {}

    record Receipt(UUID appointmentId) {}

    public static void main(String... arguments) {
        Instant startsAt = Instant.parse("2028-03-01T15:00:00Z");
        Delivery delivery = new Delivery(
                "invitee.created",
                "{\"event\":\"invitee.created\"}",
                "https://example.com/events/1/invitees/1",
                startsAt);
        try (AroDatabase db = AroDatabase.sqlite(Path.of("aro.db"))) {
            System.out.println(answer(db, delivery));
            System.out.println(answer(db, delivery)); // a redelivery: the same receipt, no second appointment
        }
    }

    static String answer(AroDatabase db, Delivery delivery) {
        // @start region="execute"
        IdempotencyKey key = IdempotencyKey.of("calendly", delivery.event() + ":" + delivery.inviteeUri());
        Outcome<Receipt> outcome =
                db.idempotency().execute(key, delivery.body(), Receipt.class, tx -> book(tx, delivery));
        // @end
        // @start region="outcome"
        return switch (outcome) {
            case Outcome.Answered<Receipt> done -> "200 " + done.response();
            case Outcome.ResponseExpired<Receipt> done -> "200, long ago";
            case Outcome.InProgress<Receipt> busy -> "409, again in " + busy.retryAfter();
            case Outcome.Refused<Receipt> refused -> "422 " + refused;
        };
        // @end
    }

    static Receipt book(Transaction tx, Delivery delivery) {
        Customer ada = tx.customers().upsertByPhone(NewCustomer.withPhone("+15551234567"));
        BigDecimal cost = new BigDecimal("120.00");
        NewAppointment cleaning =
                NewAppointment.of(ada.id(), delivery.startsAt(), Duration.ofMinutes(45), "Cleaning", cost);
        Appointment booked =
                tx.appointments().upsertByExternalId(cleaning.withExternalId("calendly", delivery.inviteeUri()));
        return new Receipt(booked.id());
    }
}
