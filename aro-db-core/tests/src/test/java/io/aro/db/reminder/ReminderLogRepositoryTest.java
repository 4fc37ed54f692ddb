package io.aro.db.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.contact.Channel;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Changes;
import io.aro.db.schema.Tables;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Recorded reminders, with message ids and events. */
@BothEngines
@Tag("contract")
class ReminderLogRepositoryTest {

    private static final UUID NOBODY = UUID.fromString("01890000-0000-7000-8000-000000000000");
    private static final Actor JOB = Actor.system("reminder-job");

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;
    private final ReminderLogRepository reminders;
    private final Appointment visit;

    ReminderLogRepositoryTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
        this.reminders = db.reminders();
        this.visit = Given.booked(db, 1);
    }

    @Test
    void recordsAReminderWithEveryValueGiven() {
        Instant sentAt = clock.instant().minus(Duration.ofMinutes(5));

        ReminderLog sent = reminders.create(NewReminder.of(visit.id(), ReminderType.HOURS_48, Channel.WHATSAPP)
                .withMessageId("SM1")
                .withSentAt(sentAt)
                .withSentBy(JOB));

        assertThat(sent)
                .isEqualTo(new ReminderLog(
                        sent.id(),
                        visit.id(),
                        sentAt,
                        ReminderType.HOURS_48,
                        Channel.WHATSAPP,
                        "SM1",
                        false,
                        null,
                        clock.instant()));
        assertThat(reminders.findById(sent.id())).contains(sent);
        assertThat(reminders.findByMessageId("SM1")).contains(sent);
    }

    @Test
    void recordsEveryTypeAndChannelAndTakesTheTimeOfTheCall() {
        for (ReminderType type : ReminderType.values()) {
            for (Channel channel : Channel.values()) {
                ReminderLog sent = reminders.create(NewReminder.of(visit.id(), type, channel));

                assertThat(sent.type()).isEqualTo(type);
                assertThat(sent.channel()).isEqualTo(channel);
                assertThat(sent.sentAt()).isEqualTo(clock.instant());
                assertThat(sent.messageId()).isNull();
            }
        }
    }

    @Test
    void appendsOneEventThatNamesWhoSentItAndNoPhone() {
        ReminderLog sent = reminders.create(reminder().withMessageId("SM1").withSentBy(JOB));
        reminders.create(reminder().withMessageId("SM1"));

        assertThat(db.events().findByEntity("reminder", sent.id(), 10))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.type()).isEqualTo("reminder.sent");
                    assertThat(event.actor()).isEqualTo(JOB);
                    assertThat(event.timestamp()).isEqualTo(sent.sentAt());
                    assertThat(event.data().toString())
                            .contains(visit.id().toString(), "24h", "sms")
                            .doesNotContain(Given.phone(1).substring(1));
                });
    }

    @Test
    void returnsTheRowThatHasTheMessageIdAlready() throws Exception {
        ReminderLog first = reminders.create(reminder().withMessageId("SM1"));
        clock.advance(Duration.ofHours(1));

        ReminderLog second = reminders.create(
                NewReminder.of(visit.id(), ReminderType.CUSTOM, Channel.EMAIL).withMessageId("SM1"));

        assertThat(second).isEqualTo(first);
        assertThat(Rows.count(database, "reminder_logs")).isEqualTo(1);
    }

    @Test
    void refusesAMessageIdOfAnotherAppointment() throws Exception {
        ReminderLog first = reminders.create(reminder().withMessageId("SM1"));
        Appointment other = Given.booked(db, 2);

        assertThatExceptionOfType(MessageIdTakenException.class)
                .isThrownBy(() -> reminders.create(NewReminder.of(other.id(), ReminderType.HOURS_24, Channel.SMS)
                        .withMessageId("SM1")))
                .satisfies(refused -> {
                    assertThat(refused.reminderId()).isEqualTo(first.id());
                    assertThat(refused.messageId()).isEqualTo("SM1");
                })
                .withMessage(
                        "The message id SM1 already belongs to reminder %s; record each message under its own id.",
                        first.id());
        assertThat(Rows.count(database, "reminder_logs")).isEqualTo(1);
    }

    @Test
    void refusesAReminderOfNoAppointmentAndOneOfTheFuture() throws Exception {
        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> reminders.create(NewReminder.of(NOBODY, ReminderType.HOURS_24, Channel.SMS)))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.FOREIGN_KEY));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() ->
                        reminders.create(reminder().withSentAt(clock.instant().plusSeconds(1))))
                .withMessageContaining("sent at");
        assertThat(Rows.count(database, "reminder_logs")).isZero();
    }

    @Test
    void namesAMessageThatWasRecordedBeforeItWasSent() {
        ReminderLog recorded = reminders.create(reminder());

        ReminderLog named = reminders.assignMessageId(recorded.id(), "SM1");

        assertThat(named.messageId()).isEqualTo("SM1");
        assertThat(reminders.assignMessageId(recorded.id(), "SM1")).isEqualTo(named);
        assertThat(reminders.findByMessageId("SM1")).contains(named);
    }

    @Test
    void refusesToRenameAMessageAndToNameTwoAlike() {
        ReminderLog named = reminders.create(reminder().withMessageId("SM1"));
        ReminderLog other = reminders.create(reminder());

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> reminders.assignMessageId(named.id(), "SM2"));
        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> reminders.assignMessageId(other.id(), "SM1"))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.UNIQUE));
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> reminders.assignMessageId(NOBODY, "SM3"));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> reminders.assignMessageId(other.id(), " "));
    }

    @Test
    void keepsTheColumnsThatHaveMethodsOfTheirOwn() {
        UUID id = reminders.create(reminder()).id();

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> reminders.update(id, Changes.set(Tables.REMINDER_LOGS.DELIVERED, true)));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> reminders.update(id, Changes.set(Tables.REMINDER_LOGS.MESSAGE_ID, "SM1")));
    }

    @Test
    void findsTheRemindersOfAnAppointmentTheLatestFirst() {
        ReminderLog early = reminders.create(reminder());
        clock.advance(Duration.ofHours(1));
        ReminderLog late = reminders.create(reminder());
        ReminderLog sameTime = reminders.create(reminder());
        reminders.create(NewReminder.of(Given.booked(db, 2).id(), ReminderType.HOURS_24, Channel.SMS));

        assertThat(reminders.findByAppointmentId(visit.id(), 10)).containsExactly(sameTime, late, early);
        assertThat(reminders.findByAppointmentId(visit.id(), 1)).containsExactly(sameTime);
        assertThat(reminders.findByAppointmentId(NOBODY, 1)).isEmpty();
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> reminders.findByAppointmentId(visit.id(), 0));
    }

    @Test
    void findsTheLatestAndTheUndelivered() {
        ReminderLog first = reminders.create(reminder().withMessageId("SM1"));
        clock.advance(Duration.ofHours(1));
        Instant second = clock.instant();
        ReminderLog arrived = reminders.create(reminder().withMessageId("SM2"));
        ReminderLog lost = reminders.create(reminder().withMessageId("SM3"));
        ReminderLog marked = reminders.markDelivered("SM2", JOB).orElseThrow();

        assertThat(reminders.findLatest(2)).containsExactly(lost, marked);
        assertThat(reminders.findUndelivered(first.sentAt(), 10)).containsExactly(first, lost);
        assertThat(reminders.findUndelivered(second, 10)).containsExactly(lost);
        assertThat(reminders.findUndelivered(first.sentAt(), 1)).containsExactly(first);
        assertThat(marked.id()).isEqualTo(arrived.id());
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> reminders.findLatest(0));
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> reminders.findUndelivered(second, -1));
    }

    @Test
    void countsWhatACustomerWasSentForEveryAppointment() {
        Instant start = clock.instant();
        Appointment second = db.appointments().create(Given.visit(visit.customerId()));
        reminders.create(reminder());
        clock.advance(Duration.ofHours(1));
        reminders.create(NewReminder.of(second.id(), ReminderType.HOURS_24, Channel.EMAIL));
        reminders.create(NewReminder.of(Given.booked(db, 2).id(), ReminderType.HOURS_24, Channel.SMS));
        Instant end = clock.instant();

        assertThat(reminders.countSentTo(visit.customerId(), start)).isEqualTo(2);
        assertThat(reminders.countSentTo(visit.customerId(), start.plusNanos(1000)))
                .isEqualTo(1);
        assertThat(reminders.countSentTo(visit.customerId(), start, end)).isEqualTo(1);
        assertThat(reminders.countSentTo(visit.customerId(), start, end.plusNanos(1000)))
                .isEqualTo(2);
        assertThat(reminders.countSentTo(NOBODY, start)).isZero();
    }

    @Test
    void recordsNothingIfTheTransactionRollsBack() throws Exception {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> db.useTransaction(tx -> {
                    tx.reminders().create(reminder());
                    throw new IllegalStateException("the provider is down");
                }));

        assertThat(Rows.count(database, "reminder_logs")).isZero();
        assertThat(db.events().findLatest(10)).extracting(Event::type).doesNotContain("reminder.sent");
    }

    private NewReminder reminder() {
        return NewReminder.of(visit.id(), ReminderType.HOURS_24, Channel.SMS);
    }
}
