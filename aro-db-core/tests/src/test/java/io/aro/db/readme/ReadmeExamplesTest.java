package io.aro.db.readme;

import static io.aro.db.appointment.StatusChange.by;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.testkit.assertion.AroAssertions.assertThat;
import static io.aro.db.testkit.assertion.AroAssertions.assertThatEventsOf;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.idempotency.Outcome;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.readme.BookingWebhook.Delivery;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@BothEngines
class ReadmeExamplesTest {

    private final AroDatabase db;
    private final TestClock clock;

    ReadmeExamplesTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Test
    void bookingWebhookDeliveredTwiceIsHandledOnce() {
        Instant at = clock.instant().plus(Duration.ofDays(1));
        Delivery delivery = new Delivery("1", "{\"event\":\"invitee.created\"}", "https://example.com/events/1", at);

        String first = BookingWebhook.answer(db, delivery);
        String second = BookingWebhook.answer(db, delivery);

        assertThat(first).startsWith("200 Receipt[appointmentId=").isEqualTo(second);
        assertThat(db.appointments().findUpcoming()).hasSize(1);
    }

    @Test
    void changesOfOneTransactionBelongTogether() {
        UUID appointment = newAppointment();

        PhoneCall.confirmThenReschedule(db, appointment);

        assertThat(db.appointments().getById(appointment).status()).isEqualTo(AppointmentStatus.RESCHEDULED);
        assertThatEventsOf(db, "appointment", appointment).contain("message.received");
    }

    @Test
    void sendsOnceWithinConsent() throws Reminders.NotSentException {
        UUID appointment = newAppointment();
        String phone = phoneOf(appointment);

        assertThatExceptionOfType(Reminders.NotSentException.class)
                .isThrownBy(() -> Reminders.remind(db, phone, appointment))
                .withMessage("no consent");
        Reminders.consent(db, phone);
        assertThat(Reminders.remind(db, phone, appointment)).isPresent();
        assertThat(Reminders.remind(db, phone, appointment)).isEmpty();
        Reminders.optOut(db, phone);
        assertThat(db.consents().mayContact(phone, Channel.SMS)).isFalse();
        UUID next = newAppointment();
        assertThatExceptionOfType(Reminders.NotSentException.class)
                .isThrownBy(() -> Reminders.remind(db, phone, next))
                .withMessage("no consent");
    }

    @Test
    void sendsWithinTheLimit() throws Reminders.NotSentException {
        UUID appointment = newAppointment();
        String phone = phoneOf(appointment);
        Reminders.consent(db, phone);
        for (int i = 0; i < 3; i++) {
            db.reminders().create(NewReminder.of(appointment, ReminderType.HOURS_48, Channel.SMS));
        }

        assertThatExceptionOfType(Reminders.NotSentException.class)
                .isThrownBy(() -> Reminders.remind(db, phone, appointment))
                .withMessageStartingWith("limit reached until ");
        clock.advance(Duration.ofDays(2));

        assertThat(Reminders.remind(db, phone, appointment)).isPresent();
    }

    @Test
    void takesTheDepositOfANewAppointmentOnce() throws IOException {
        UUID appointment = newAppointment();
        Bank bank = new Bank();

        assertThat(DepositDesk.takeDeposit(db, bank, appointment)).isEqualTo(new Outcome.Executed<>("charge-1"));
        assertThat(DepositDesk.takeDeposit(db, bank, appointment)).isEqualTo(new Outcome.Replayed<>("charge-1"));

        assertThat(bank.keys).hasSize(1);
        assertThat(db.appointments().getById(appointment)).hasPaidDeposit();
    }

    @Test
    void chargesADepositOnceAlthoughTheBankCannotBeReachedAtFirst() throws IOException {
        UUID appointment = newAppointment();
        Bank bank = new Bank();
        bank.isReachable = false;

        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> DepositDesk.takeDeposit(db, bank, appointment));
        assertThat(DepositDesk.takeDeposit(db, bank, appointment)).isInstanceOf(Outcome.InProgress.class);
        clock.advance(Duration.ofMinutes(1));
        bank.isReachable = true;

        assertThat(DepositDesk.takeDeposit(db, bank, appointment)).isEqualTo(new Outcome.Executed<>("charge-1"));
        assertThat(bank.keys).hasSize(2).containsOnly(bank.keys.getFirst());
        assertThat(db.appointments().getById(appointment)).hasPaidDeposit();
    }

    @Test
    void doesNotChargeForAnAppointmentThatCanTakeNoDeposit() {
        UUID appointment = newAppointment();
        db.appointments().updateStatus(appointment, CANCELLED, by(Actor.user("front-desk")));
        Bank bank = new Bank();

        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> DepositDesk.takeDeposit(db, bank, appointment));

        assertThat(bank.keys).isEmpty();
    }

    private String phoneOf(UUID appointment) {
        UUID customer = db.appointments().getById(appointment).customerId();
        return db.customers().getById(customer).phone();
    }

    private UUID newAppointment() {
        return anAppointment().insert(db.session()).id();
    }

    /** A bank with a record of all keys. */
    private static final class Bank implements DepositDesk.Bank {

        private final List<String> keys = new ArrayList<>();
        private boolean isReachable = true;

        @Override
        public String charge(String bankKey, BigDecimal amount) throws ConnectException {
            keys.add(bankKey);
            if (!isReachable) {
                throw new ConnectException("Connection refused");
            }
            return "charge-1";
        }
    }
}
