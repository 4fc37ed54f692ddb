package io.aro.db.readme;

import static io.aro.db.appointment.StatusChange.by;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.LeasedHandler;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Answered;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Refused;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import io.aro.db.idempotency.Verdict;
import io.aro.db.reminder.Admission.LimitReached;
import io.aro.db.reminder.Admission.Recorded;
import io.aro.db.reminder.MessageLimit;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderLog;
import io.aro.db.reminder.ReminderType;
import io.aro.db.testkit.TestClock;
import io.aro.db.transaction.Transaction;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeExamplesTest {

    record Delivery(String id, String body, String eventUri, Instant startsAt) {}

    record Receipt(UUID appointmentId) {}

    private static final Actor STRIPE = Actor.webhook("stripe");
    private static final Instant AT = Instant.parse("2028-03-01T15:00:00Z");

    @Test
    void bookingWebhookDeliveredTwiceIsHandledOnce(@TempDir Path folder) {
        Path file = folder.resolve("aro.db");
        Delivery delivery = new Delivery("1", "{\"event\":\"invitee.created\"}", "https://example.com/events/1", AT);

        String first = sixtySeconds(file, delivery);
        String second = sixtySeconds(file, delivery);

        assertThat(first).startsWith("200 ").isEqualTo(second);
    }

    private static String sixtySeconds(Path file, Delivery delivery) {
        // tag::sixty-seconds[]
        try (AroDatabase db = AroDatabase.sqlite(file)) {
            IdempotencyKey key = IdempotencyKey.of("calendly", delivery.id());
            Outcome<Receipt> outcome =
                    db.idempotency().execute(key, delivery.body(), Receipt.class, tx -> book(tx, delivery));
            return switch (outcome) {
                case Answered<Receipt> done -> "200 " + done.response();
                case ResponseExpired<Receipt> done -> "200, long ago";
                case InProgress<Receipt> busy -> "409, again in " + busy.retryAfter();
                case Refused<Receipt> refused -> "422 " + refused;
            };
        }
        // end::sixty-seconds[]
    }

    // tag::handler[]
    static Receipt book(Transaction tx, Delivery delivery) {
        Customer ada = tx.customers().upsertByPhone(NewCustomer.withPhone("+15551234567"));
        BigDecimal cost = new BigDecimal("120.00");
        NewAppointment cleaning =
                NewAppointment.of(ada.id(), delivery.startsAt(), Duration.ofMinutes(45), "Cleaning", cost);
        Appointment visit = tx.appointments().upsertByExternalId(cleaning.externalId(delivery.eventUri()));
        return new Receipt(visit.id());
    }
    // end::handler[]

    @Test
    void changesOfOneTransactionBelongTogether() {
        try (AroDatabase db = AroDatabase.inMemory()) {
            Customer ada = db.customers().create(NewCustomer.withPhone("+15551234567"));
            Appointment visit = db.appointments()
                    .create(NewAppointment.of(ada.id(), AT, Duration.ofMinutes(45), "Cleaning", BigDecimal.TEN));

            transaction(db, visit.id());

            assertThat(db.appointments().getById(visit.id()).status()).isEqualTo(RESCHEDULED);
            assertThat(db.events().findLatest(10)).hasSize(4);
        }
    }

    private static void transaction(AroDatabase db, UUID visitId) {
        // tag::transaction[]
        db.appointments().updateStatus(visitId, CONFIRMED, by(Actor.webhook("twilio")));

        Actor frontDesk = Actor.user("front-desk");
        db.useTransaction(tx -> {
            tx.appointments().updateStatus(visitId, RESCHEDULED, by(frontDesk).because("asked by phone"));
            tx.events().append(NewEvent.of("message.received", "appointment", visitId, frontDesk));
        });
        // end::transaction[]
    }

    @Test
    void sendsWithinConsentAndLimit() {
        try (AroDatabase db = AroDatabase.inMemory()) {
            String phone = "+15551234567";
            Customer ada = db.customers().create(NewCustomer.withPhone(phone));
            UUID visit = db.appointments()
                    .create(NewAppointment.of(ada.id(), AT, Duration.ofMinutes(45), "Cleaning", BigDecimal.TEN))
                    .id();

            assertThat(remind(db, phone, visit)).isEqualTo("no consent");
            db.consents().give(NewConsent.to(Channel.SMS, phone, ConsentMethod.WEB_FORM));
            assertThat(remind(db, phone, visit)).startsWith("send as ");
            assertThat(remind(db, phone, visit)).startsWith("send as ");
            assertThat(remind(db, phone, visit)).startsWith("send as ");
            assertThat(remind(db, phone, visit)).startsWith("wait until ");
            db.consents().revoke(NewOptOut.fromAll(phone));
            assertThat(remind(db, phone, visit)).isEqualTo("no consent");
        }
    }

    private static String remind(AroDatabase db, String phone, UUID visitId) {
        // tag::reminder[]
        return db.inTransaction(tx -> {
            if (!tx.consents().holdConsent(phone, Channel.SMS)) {
                return "no consent";
            }
            NewReminder reminder = NewReminder.of(visitId, ReminderType.HOURS_24, Channel.SMS);
            return switch (tx.reminders().recordWithinLimit(reminder, MessageLimit.perDay(3))) {
                case Recorded(ReminderLog recorded, boolean isNew) -> "send as " + recorded.id();
                case LimitReached(Instant next) -> "wait until " + next;
            };
        });
        // end::reminder[]
    }

    /** Is a bank that is busy the first time it is asked. */
    private static final class Bank {

        private final List<String> keys = new ArrayList<>();

        String charge(String key) {
            keys.add(key);
            if (keys.size() == 1) {
                throw new BankBusyException();
            }
            return "charge-1";
        }
    }

    private static final class BankBusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    @Test
    void chargesADepositOnceAlthoughTheBankIsBusyAtFirst() {
        TestClock clock = TestClock.at(AT);
        Bank bank = new Bank();
        try (AroDatabase db = AroDatabase.open(SqliteConfig.inMemory().withClock(clock))) {
            Customer ada = db.customers().create(NewCustomer.withPhone("+15551234567"));
            UUID visit = db.appointments()
                    .create(NewAppointment.of(ada.id(), AT, Duration.ofMinutes(45), "Cleaning", BigDecimal.TEN))
                    .id();
            db.appointments().requestDeposit(visit, BigDecimal.ONE, STRIPE);

            assertThatExceptionOfType(BankBusyException.class).isThrownBy(() -> chargeDeposit(db, bank, visit));
            assertThat(chargeDeposit(db, bank, visit)).isInstanceOf(InProgress.class);
            clock.advance(Duration.ofMinutes(1));

            assertThat(chargeDeposit(db, bank, visit)).isEqualTo(new Outcome.Executed<>("charge-1"));
            assertThat(chargeDeposit(db, bank, visit)).isEqualTo(new Outcome.Replayed<>("charge-1"));
            assertThat(bank.keys).hasSize(2).containsOnly(bank.keys.getFirst());
            assertThat(db.appointments().getById(visit).depositPaid()).isTrue();
        }
    }

    private static Outcome<String> chargeDeposit(AroDatabase db, Bank bank, UUID visitId) {
        // tag::leased[]
        IdempotencyKey key = IdempotencyKey.of("front-desk", "deposit-of-" + visitId);
        LeasedHandler<String, RuntimeException> handler = lease -> {
            String bankKey = lease.downstreamKey("charge");
            String charge = lease.step("charge", String.class, () -> bank.charge(bankKey));
            lease.useTransaction(tx -> tx.appointments().payDeposit(visitId, charge, STRIPE));
            return charge;
        };
        return db.idempotency()
                .executeLeased(
                        key,
                        visitId,
                        String.class,
                        handler,
                        failure -> failure instanceof BankBusyException ? Verdict.retry() : Verdict.unknown());
        // end::leased[]
    }
}
