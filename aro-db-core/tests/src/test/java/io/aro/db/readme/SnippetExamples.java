package io.aro.db.readme;

import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.appointment.StatusChange;
import io.aro.db.archive.FileArchive;
import io.aro.db.contact.Channel;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.RequestIdentity;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.reminder.MessageLimit;
import io.aro.db.reminder.NewReminder;
import io.aro.db.repository.Page;
import io.aro.db.repository.PageRequest;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionReport;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The code of the Javadoc's snippets; each region equals the snippet of its id. */
final class SnippetExamples {

    private static final Actor DESK = Actor.user("front-desk");

    private SnippetExamples() {}

    static void open(Path file, NewCustomer newCustomer) {
        // @start region="open"
        try (AroDatabase db = AroDatabase.sqlite(file)) {
            Customer ada = db.customers().upsertByPhone(newCustomer);
            db.useTransaction(tx -> tx.customers().addTags(ada.id(), "vip"));
        }
        // @end
    }

    static IdempotencyService identity(AroDatabase db) {
        // @start region="identity"
        IdempotencyPolicy policy = IdempotencyPolicy.of(Duration.ofDays(7), Duration.ofDays(2))
                .withIdentity(RequestIdentity.except("/createdAt"));
        IdempotencyService service =
                db.idempotency().withPolicies(IdempotencyPolicies.defaults().withPolicy("cal.com", policy));
        // @end
        return service;
    }

    static List<Appointment> appointments(AroDatabase db, NewAppointment cleaning, String inviteeUri) {
        // @start region="appointments"
        Appointment booked = db.appointments().upsertByExternalId(cleaning.withExternalId("calendly", inviteeUri));
        db.appointments().updateStatus(booked.id(), CONFIRMED, StatusChange.by(Actor.user("front-desk")));
        List<Appointment> upcoming = db.appointments().findUpcoming(20);
        // @end
        return upcoming;
    }

    static Page<Customer> customers(AroDatabase db, @Nullable String cursor) {
        // @start region="customers"
        Customer ada = db.customers().upsertByPhone(NewCustomer.withPhone("+15551234567"));
        db.customers().addTags(ada.id(), "vip");
        Page<Customer> page = db.customers().page(PageRequest.of(50).withCursor(cursor));
        // @end
        return page;
    }

    static boolean consent(AroDatabase db, String phone, NewReminder reminder) {
        // @start region="consent"
        boolean mayBeSent = db.inTransaction(tx -> {
            if (!tx.consents().lockConsent(phone, Channel.SMS)) {
                return false;
            }
            tx.reminders().createWithinLimit(reminder, MessageLimit.perDay(3));
            return true;
        });
        // @end
        return mayBeSent;
    }

    static void savepoint(AroDatabase db, UUID appointmentId, BigDecimal deposit) {
        // @start region="savepoint"
        db.useTransaction(tx -> {
            try {
                tx.savepoint(part -> part.appointments().requestDeposit(appointmentId, deposit, DESK));
            } catch (RefusedChangeException e) {
                tx.events().append(NewEvent.of("deposit.refused", "appointment", appointmentId, DESK));
            }
        });
        // @end
    }

    static String order(AroDatabase db, String booking, Instant occurredAt, UUID appointmentId) {
        // @start region="order"
        String result = db.inTransaction(tx -> {
            if (!tx.deliveryOrder().acceptIfNewest("calendly", booking, occurredAt)) {
                return "stale";
            }
            tx.appointments().updateStatus(appointmentId, CONFIRMED, StatusChange.by(Actor.webhook("calendly")));
            return "applied";
        });
        // @end
        return result;
    }

    static RetentionReport retention(AroDatabase db, Path folder) {
        // @start region="retention"
        RetentionPolicy policy = RetentionPolicy.defaults().withEvents(Period.ofYears(3));
        RetentionReport report = db.retention(FileArchive.in(folder)).run(policy);
        // @end
        return report;
    }
}
