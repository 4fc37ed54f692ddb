package io.aro.db.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Watched;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The number of statements of each call on reminders. */
@BothEngines
class ReminderStatementsTest {

    private static final Actor TWILIO = Actor.webhook("twilio");

    private final boolean postgres;
    private final Watched watched;
    private final Appointment visit;

    ReminderStatementsTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.postgres = database.engine().isPostgres();
        this.watched = Watched.over(database, clock);
        this.visit = Given.booked(db, 1);
    }

    @Test
    void takesTwoStatementsToRecordAReminderAndTwoToFindThatItIsRecorded() {
        assertSent(2, reminders -> reminders.create(reminder()));
        assertSent(2, reminders -> reminders.create(reminder()));
    }

    @Test
    void takesThreeStatementsAndALockToRecordWithinTheLimit() {
        int lock = postgres ? 1 : 0;

        assertSent(3 + lock, reminders -> reminders.createWithinLimit(reminder(), MessageLimit.perDay(1)));
        assertSent(2 + lock, reminders -> reminders.createWithinLimit(reminder(), MessageLimit.perDay(1)));
        assertSent(
                1 + lock,
                reminders -> reminders.createWithinLimit(reminder().withMessageId(null), MessageLimit.perDay(1)));
    }

    @Test
    void takesTwoStatementsToMarkADeliveryAndTwoForARepeat() {
        watched.db().reminders().create(reminder());

        assertSent(2, reminders -> reminders.markDelivered("SM1", TWILIO));
        assertSent(2, reminders -> reminders.markDelivered("SM1", TWILIO));
        assertSent(2, reminders -> reminders.markRead("SM1", TWILIO));
        assertSent(3, reminders -> reminders.markRead("SM1", TWILIO));
        assertSent(2, reminders -> reminders.markDelivered("SM2", TWILIO));
    }

    @Test
    void takesOneStatementForEachQuery() {
        assertSent(1, reminders -> reminders.findByAppointmentId(visit.id(), 10));
        assertSent(1, reminders -> reminders.findLatest(10));
        assertSent(1, reminders -> reminders.findUndelivered(visit.createdAt(), 10));
        assertSent(1, reminders -> reminders.countSentTo(visit.customerId(), visit.createdAt()));
        assertSent(1, reminders -> reminders.findByMessageId("SM1"));
    }

    private void assertSent(int count, Consumer<ReminderLogRepository> call) {
        Statements sent =
                watched.counter().counting(() -> call.accept(watched.db().reminders()));

        assertThat(sent.count()).as("%s", sent).isEqualTo(count);
        assertThat(sent.commits()).isLessThanOrEqualTo(1);
    }

    private NewReminder reminder() {
        return NewReminder.of(visit.id(), ReminderType.HOURS_24, Channel.SMS).withMessageId("SM1");
    }
}
