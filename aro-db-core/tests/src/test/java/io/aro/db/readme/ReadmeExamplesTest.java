package io.aro.db.readme;

import static io.aro.db.appointment.StatusChange.by;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.testkit.assertion.AroAssertions.assertThat;
import static io.aro.db.testkit.assertion.AroAssertions.assertThatEventsOf;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.idempotency.Outcome;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.readme.BookingWebhook.Delivery;
import io.aro.db.refusal.RefusedChangeException;
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
        UUID visit = newVisit();

        PhoneCall.confirmThenReschedule(db, visit);

        assertThat(db.appointments().getById(visit).status()).isEqualTo(AppointmentStatus.RESCHEDULED);
        assertThatEventsOf(db, "appointment", visit).contain("message.received");
    }

    @Test
    void sendsWithinConsentAndLimit() {
        UUID visit = newVisit();
        UUID customer = db.appointments().getById(visit).customerId();
        String phone = db.customers().getById(customer).phone();

        assertThat(Reminders.remind(db, phone, visit)).isEqualTo("no consent");
        db.consents().append(NewConsent.to(Channel.SMS, phone, ConsentMethod.WEB_FORM));
        assertThat(Reminders.remind(db, phone, visit)).startsWith("send as ");
        assertThat(Reminders.remind(db, phone, visit)).startsWith("send as ");
        assertThat(Reminders.remind(db, phone, visit)).startsWith("send as ");
        assertThat(Reminders.remind(db, phone, visit)).startsWith("wait until ");
        db.consents().append(NewOptOut.fromAll(phone));
        assertThat(Reminders.remind(db, phone, visit)).isEqualTo("no consent");
    }

    @Test
    void takesTheDepositOfANewVisitOnce() throws IOException {
        UUID visit = newVisit();
        Bank bank = new Bank();

        assertThat(DepositDesk.takeDeposit(db, bank, visit)).isEqualTo(new Outcome.Executed<>("charge-1"));
        assertThat(DepositDesk.takeDeposit(db, bank, visit)).isEqualTo(new Outcome.Replayed<>("charge-1"));

        assertThat(bank.keys).hasSize(1);
        assertThat(db.appointments().getById(visit)).hasPaidDeposit();
    }

    @Test
    void chargesADepositOnceAlthoughTheBankCannotBeReachedAtFirst() throws IOException {
        UUID visit = newVisit();
        Bank bank = new Bank();
        bank.isReachable = false;

        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> DepositDesk.takeDeposit(db, bank, visit));
        assertThat(DepositDesk.takeDeposit(db, bank, visit)).isInstanceOf(Outcome.InProgress.class);
        clock.advance(Duration.ofMinutes(1));
        bank.isReachable = true;

        assertThat(DepositDesk.takeDeposit(db, bank, visit)).isEqualTo(new Outcome.Executed<>("charge-1"));
        assertThat(bank.keys).hasSize(2).containsOnly(bank.keys.getFirst());
        assertThat(db.appointments().getById(visit)).hasPaidDeposit();
    }

    @Test
    void doesNotChargeForAVisitThatCanTakeNoDeposit() {
        UUID visit = newVisit();
        db.appointments().updateStatus(visit, CANCELLED, by(Actor.user("front-desk")));
        Bank bank = new Bank();

        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> DepositDesk.takeDeposit(db, bank, visit));

        assertThat(bank.keys).isEmpty();
    }

    private UUID newVisit() {
        return anAppointment().insert(db.session()).id();
    }

    /** A bank that remembers by which keys it was asked. */
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
