package io.aro.db.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.Footprint;
import io.aro.db.fixture.Given;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Delivered and read marks of messages, repeated, early and concurrent. */
@BothEngines
class DeliveryTest {

    private static final Actor TWILIO = Actor.webhook("twilio");
    private static final int ROUNDS = Effort.of(4, 10);

    private final AroDatabase db;
    private final TestDatabase database;
    private final ReminderLogRepository reminders;
    private final UUID visit;

    DeliveryTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
        this.reminders = db.reminders();
        this.visit = Given.booked(db, 1).id();
    }

    @Test
    void marksAMessageAsDeliveredAndThenAsRead() {
        UUID id = record("SM1").id();

        ReminderLog delivered = reminders.markDelivered("SM1", TWILIO).orElseThrow();
        ReminderLog read = reminders.markRead("SM1", TWILIO).orElseThrow();

        assertThat(delivered.id()).isEqualTo(id);
        assertThat(delivered.delivered()).isTrue();
        assertThat(delivered.read()).isNull();
        assertThat(read.delivered()).isTrue();
        assertThat(read.read()).isTrue();
        assertThat(reminders.getById(id)).isEqualTo(read);
    }

    @Test
    void takesReadForDeliveredAndKeepsItWhenDeliveredComesLate() {
        UUID id = record("SM1").id();

        ReminderLog read = reminders.markRead("SM1", TWILIO).orElseThrow();
        ReminderLog late = reminders.markDelivered("SM1", TWILIO).orElseThrow();

        assertThat(read.delivered()).isTrue();
        assertThat(late).isEqualTo(read);
        assertThat(deliveries(id)).hasSize(1);
    }

    @Test
    void appendsOneEventForADeliveryThatIsReportedTwice() {
        UUID id = record("SM1").id();

        ReminderLog first = reminders.markDelivered("SM1", TWILIO).orElseThrow();
        ReminderLog second =
                reminders.markDelivered("SM1", Actor.webhook("other")).orElseThrow();

        assertThat(second).isEqualTo(first);
        assertThat(deliveries(id)).singleElement().satisfies(event -> {
            assertThat(event.actor()).isEqualTo(TWILIO);
            assertThat(event.data().toString()).contains(visit.toString(), "sms");
        });
    }

    @Test
    void writesNothingForARepeatedCallback() throws Exception {
        record("SM1");
        reminders.markRead("SM1", TWILIO);
        try (Footprint footprint = Footprint.of(database, "reminder_logs")) {

            assertThat(reminders.markRead("SM1", TWILIO)).isPresent();
            assertThat(reminders.markDelivered("SM1", TWILIO)).isPresent();

            footprint.assertNothingWritten();
        }
    }

    @Test
    void answersEmptyToACallbackThatOvertakesTheRecordAndMarksItTheNextTime() {
        assertThat(reminders.markDelivered("SM1", TWILIO)).isEmpty();
        assertThat(reminders.markRead("SM1", TWILIO)).isEmpty();

        UUID id = record("SM1").id();

        assertThat(reminders.markDelivered("SM1", TWILIO)).map(ReminderLog::id).contains(id);
    }

    @Test
    void takesPartInATransaction() {
        UUID id = record("SM1").id();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> db.useTransaction(tx -> {
                    assertThat(tx.reminders().markDelivered("SM1", TWILIO)).isPresent();
                    throw new IllegalStateException("undone");
                }));

        assertThat(reminders.getById(id).delivered()).isFalse();
        assertThat(deliveries(id)).isEmpty();
    }

    @Test
    void refusesAnEmptyMessageId() {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> reminders.markDelivered("", TWILIO));
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> reminders.markRead(" ", TWILIO));
    }

    @Test
    void endsReadWithOneEventWhateverTheOrderOfCallbacksFromManyThreads() throws Exception {
        try (Crew crew = Crew.of(12)) {
            for (int round = 0; round < ROUNDS; round++) {
                String message = "SM" + round;
                UUID id = record(message).id();

                Results<Optional<ReminderLog>> results = crew.together(member -> member % 3 == 0
                        ? reminders.markRead(message, TWILIO)
                        : reminders.markDelivered(message, TWILIO));

                assertThat(results.failures()).isEmpty();
                assertThat(results.values())
                        .allSatisfy(answer -> assertThat(answer)
                                .get()
                                .satisfies(each -> assertThat(each.delivered()).isTrue()));
                assertThat(reminders.getById(id).delivered()).isTrue();
                assertThat(reminders.getById(id).read()).isTrue();
                assertThat(deliveries(id)).hasSize(1);
            }
        }
    }

    @Test
    void recordsAMessageOnceThatManyThreadsRecordWhileItsCallbacksCome() throws Exception {
        try (Crew crew = Crew.of(12)) {
            for (int round = 0; round < ROUNDS; round++) {
                String message = "SM" + round;

                Results<UUID> results = crew.together(member -> {
                    if (member % 4 == 0) {
                        reminders.markRead(message, TWILIO);
                    }
                    return record(message).id();
                });

                assertThat(results.failures()).isEmpty();
                assertThat(results.values())
                        .hasSize(12)
                        .containsOnly(results.values().getFirst());
                assertThat(db.events().findByEntity("reminder", results.values().getFirst(), 20))
                        .extracting(Event::type)
                        .filteredOn("reminder.sent"::equals)
                        .hasSize(1);
            }
        }
        assertThat(reminders.findByAppointmentId(visit, 100)).hasSize(ROUNDS);
    }

    private ReminderLog record(String messageId) {
        return reminders.create(
                NewReminder.of(visit, ReminderType.HOURS_24, Channel.SMS).withMessageId(messageId));
    }

    private List<Event> deliveries(UUID id) {
        return db.events().findByEntity("reminder", id, 100).stream()
                .filter(event -> event.type().equals("reminder.delivered"))
                .toList();
    }
}
