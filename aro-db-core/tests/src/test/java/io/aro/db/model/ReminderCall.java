package io.aro.db.model;

import static io.aro.db.schema.Tables.REMINDER_LOGS;

import io.aro.db.contact.Channel;
import io.aro.db.model.Operation.Call;
import io.aro.db.model.Operation.Weight;
import io.aro.db.reminder.MessageLimit;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.repository.Changes;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A call of reminders. */
sealed interface ReminderCall extends Call {

    /** The data of a sent reminder. */
    record Message(
            int appointment,
            ReminderType type,
            Channel channel,
            @Nullable String messageId,
            @Nullable Instant sentAt,
            Who who) {

        NewReminder asNew(Known known) {
            return new NewReminder(known.appointment(appointment), type, channel, messageId, sentAt, who.actor());
        }
    }

    @Weight(12)
    record Send(Message message) implements ReminderCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.reminders().create(message.asNew(known));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.reminders()
                    .record(message, known.appointment(message.appointment()))
                    .reminder();
        }
    }

    @Weight(16)
    record RecordWithinLimit(Message message, int messages, int hours) implements ReminderCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.reminders()
                    .createWithinLimit(message.asNew(known), new MessageLimit(messages, Duration.ofHours(hours)));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.reminders().createWithinLimit(this, known.appointment(message.appointment()));
        }
    }

    @Weight(6)
    record NameMessage(int reminder, String messageId) implements ReminderCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.reminders().assignMessageId(known.reminder(reminder), messageId);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.reminders().assignMessageId(known.reminder(reminder), messageId);
        }
    }

    @Weight(8)
    record MarkDelivered(String messageId, Who who) implements ReminderCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.reminders().markDelivered(messageId, who.actor());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.reminders().mark(messageId, who, false);
        }
    }

    @Weight(8)
    record MarkRead(String messageId, Who who) implements ReminderCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.reminders().markRead(messageId, who.actor());
        }

        @Override
        public Object on(Model model, Known known) {
            return model.reminders().mark(messageId, who, true);
        }
    }

    record ChangeChannel(int reminder, String channelWord) implements ReminderCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.reminders().update(known.reminder(reminder), Changes.set(REMINDER_LOGS.CHANNEL, channelWord));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.reminders().changeChannel(known.reminder(reminder), channelWord);
        }
    }

    @Weight(2)
    record DeleteReminder(int reminder) implements ReminderCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.reminders().delete(known.reminder(reminder));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.tables().reminders().remove(known.reminder(reminder)) != null;
        }
    }

    record CountSent(int customer, Instant since, @Nullable Instant until) implements ReminderCall {
        @Override
        public Object on(Repositories db, Known known) {
            return until == null
                    ? db.reminders().countSentTo(known.customer(customer), since)
                    : db.reminders().countSentTo(known.customer(customer), since, until);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.reminders().countSent(known.customer(customer), since, until);
        }
    }

    record FindOfMessage(String messageId) implements ReminderCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.reminders().findByMessageId(messageId);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.reminders().findByMessageId(messageId);
        }
    }

    record FindReminders(int appointment, int limit) implements ReminderCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.reminders().findByAppointmentId(known.appointment(appointment), limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.positive(limit);
            return Model.first(
                    limit,
                    model.reminders().latestFirst().stream()
                            .filter(sent -> sent.appointmentId().equals(known.appointment(appointment)))
                            .toList());
        }
    }

    record FindUndelivered(Instant since, int limit) implements ReminderCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.reminders().findUndelivered(since, limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Instant from = Check.time(since);
            Check.positive(limit);
            return Model.first(
                    limit,
                    model.reminders().latestFirst().reversed().stream()
                            .filter(sent -> !sent.delivered() && !sent.sentAt().isBefore(from))
                            .toList());
        }
    }
}
