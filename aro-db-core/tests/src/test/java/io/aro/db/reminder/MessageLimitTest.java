package io.aro.db.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.contact.Channel;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Given;
import io.aro.db.reminder.Admission.LimitReached;
import io.aro.db.reminder.Admission.Recorded;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The message limit of a customer, sequential and concurrent. */
@BothEngines
class MessageLimitTest {

    private static final MessageLimit THREE_A_DAY = MessageLimit.perDay(3);
    private static final int SENDERS = 20;
    private static final int ROUNDS = 5;

    private final AroDatabase db;
    private final TestClock clock;
    private final ReminderLogRepository reminders;
    private final Appointment visit;

    MessageLimitTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        this.reminders = db.reminders();
        this.visit = Given.booked(db, 1);
    }

    @Test
    void recordsUpToTheLimitAndThenSaysWhenTheNextIsPossible() {
        Instant first = clock.instant();
        for (int i = 0; i < 3; i++) {
            assertThat(send(visit.id())).isInstanceOf(Recorded.class);
            clock.advance(Duration.ofHours(1));
        }

        assertThat(send(visit.id())).isEqualTo(new LimitReached(first.plus(Duration.ofDays(1))));
        assertThat(reminders.countSentTo(visit.customerId(), first)).isEqualTo(3);
    }

    @Test
    void recordsAgainAtTheVeryTimeItSaidAndNotBefore() {
        IntStream.range(0, 3).forEach(i -> send(visit.id()));
        Instant next = ((LimitReached) send(visit.id())).nextPossibleAt();

        clock.set(next.minusNanos(1000));
        assertThat(send(visit.id())).isEqualTo(new LimitReached(next));

        clock.set(next);
        assertThat(send(visit.id())).isInstanceOf(Recorded.class);
    }

    @Test
    void countsEveryAppointmentAndChannelOfTheCustomerAndNoOtherCustomer() {
        Appointment second = db.appointments().create(Given.visit(visit.customerId()));
        Appointment others = Given.booked(db, 2);
        send(visit.id());
        reminders.create(NewReminder.of(second.id(), ReminderType.CUSTOM, Channel.EMAIL));
        send(second.id());

        assertThat(send(second.id())).isInstanceOf(LimitReached.class);
        assertThat(send(visit.id())).isInstanceOf(LimitReached.class);
        assertThat(send(others.id())).isInstanceOf(Recorded.class);
    }

    @Test
    void countsWhatAMachineWithAClockAheadHasRecorded() {
        clock.advance(Duration.ofSeconds(2));
        IntStream.range(0, 3).forEach(i -> send(visit.id()));
        clock.advance(Duration.ofSeconds(-2));

        assertThat(send(visit.id())).isInstanceOf(LimitReached.class);
    }

    @Test
    void neitherCountsNorRefusesARepeatedMessageId() {
        NewReminder message = reminder(visit.id()).withMessageId("SM1");
        Recorded first = (Recorded) reminders.createWithinLimit(message, THREE_A_DAY);

        assertThat(first.isNew()).isTrue();
        for (int i = 0; i < 5; i++) {
            assertThat(reminders.createWithinLimit(message, THREE_A_DAY))
                    .isEqualTo(new Recorded(first.reminder(), false));
        }
        send(visit.id());
        send(visit.id());
        assertThat(send(visit.id())).isInstanceOf(LimitReached.class);
        assertThat(reminders.createWithinLimit(message, THREE_A_DAY)).isEqualTo(new Recorded(first.reminder(), false));
    }

    @Test
    void refusesAMessageIdOfAnotherAppointmentWithinTheLimitAndBeyond() {
        Appointment other = Given.booked(db, 2);
        reminders.create(reminder(other.id()).withMessageId("SM1"));
        NewReminder stolen = reminder(visit.id()).withMessageId("SM1");

        assertThatExceptionOfType(MessageIdTakenException.class)
                .isThrownBy(() -> reminders.createWithinLimit(stolen, THREE_A_DAY));
        IntStream.range(0, 3).forEach(i -> send(visit.id()));
        assertThatExceptionOfType(MessageIdTakenException.class)
                .isThrownBy(() -> reminders.createWithinLimit(stolen, THREE_A_DAY));
    }

    @Test
    void refusesAnUnknownAppointmentAndATransactionThatOnlyReads() {
        UUID nobody = db.session().newId();

        assertThatExceptionOfType(ConstraintViolationException.class).isThrownBy(() -> send(nobody));
        assertThatExceptionOfType(TransactionMisuseException.class)
                .isThrownBy(() ->
                        db.readOnly(tx -> tx.reminders().createWithinLimit(reminder(visit.id()), THREE_A_DAY)));
    }

    @Test
    void neverExceedsTheLimitHoweverManySendAtOnce() throws Exception {
        try (Crew crew = Crew.of(SENDERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                UUID customer = Given.customer(db, 10 + round).id();
                List<UUID> visits = visitsOf(customer);

                Results<Admission> results = crew.together(member -> send(visits.get(member % 2)));

                assertThreeOfTwenty(results, customer);
            }
        }
    }

    @Test
    void neverExceedsTheLimitWhereTheSendersDoMoreInTheirTransactions() throws Exception {
        try (Crew crew = Crew.of(SENDERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                UUID customer = Given.customer(db, 10 + round).id();
                List<UUID> visits = visitsOf(customer);

                Results<Admission> results = crew.together(member -> db.inTransaction(tx -> {
                    tx.appointments().findByCustomerId(customer);
                    Admission answer = tx.reminders().createWithinLimit(reminder(visits.get(member % 2)), THREE_A_DAY);
                    tx.reminders().countSentTo(customer, Instant.EPOCH);
                    return answer;
                }));

                assertThreeOfTwenty(results, customer);
            }
        }
    }

    @Test
    void recordsARepeatedMessageOnceAndLeavesTheRestOfTheLimitToOthers() throws Exception {
        try (Crew crew = Crew.of(SENDERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                UUID customer = Given.customer(db, 10 + round).id();
                List<UUID> visits = visitsOf(customer);
                String message = "SM" + round;

                Results<Admission> results = crew.together(member -> reminders.createWithinLimit(
                        reminder(visits.getFirst()).withMessageId(message), MessageLimit.perDay(1)));

                assertThat(results.failures()).isEmpty();
                assertThat(results.values()).hasSize(SENDERS).hasOnlyElementsOfType(Recorded.class);
                assertThat(results.values())
                        .filteredOn(answer -> answer instanceof Recorded recorded && recorded.isNew())
                        .hasSize(1);
                assertThat(reminders.countSentTo(customer, Instant.EPOCH)).isEqualTo(1);
            }
        }
    }

    private void assertThreeOfTwenty(Results<Admission> results, UUID customer) {
        assertThat(results.failures()).isEmpty();
        assertThat(results.values()).hasSize(SENDERS);
        assertThat(results.values()).filteredOn(Recorded.class::isInstance).hasSize(3);
        assertThat(results.values())
                .filteredOn(LimitReached.class::isInstance)
                .hasSize(SENDERS - 3)
                .containsOnly(new LimitReached(clock.instant().plus(Duration.ofDays(1))));
        assertThat(reminders.countSentTo(customer, Instant.EPOCH)).isEqualTo(3);
    }

    private List<UUID> visitsOf(UUID customer) {
        return List.of(
                db.appointments().create(Given.visit(customer)).id(),
                db.appointments().create(Given.visit(customer)).id());
    }

    private Admission send(UUID appointmentId) {
        return reminders.createWithinLimit(reminder(appointmentId), THREE_A_DAY);
    }

    private static NewReminder reminder(UUID appointmentId) {
        return NewReminder.of(appointmentId, ReminderType.HOURS_24, Channel.SMS);
    }
}
