package io.aro.db.reminder;

import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.ReminderLogsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a reminder to record; immutable.
 *
 * @param appointmentId the id of the appointment
 * @param type the lead time before the appointment
 * @param channel the channel
 * @param messageId the message id at the provider, at most 255 characters; recorded once
 * @param sentAt the time of sending, or null for the recording time; truncated to microseconds
 * @param sentBy the sender
 */
public record NewReminder(
        UUID appointmentId,
        ReminderType type,
        Channel channel,
        @Nullable String messageId,
        @Nullable Instant sentAt,
        Actor sentBy) {

    private static final Actor UNSTATED = Actor.system("aro-db");

    /**
     * Checks every value.
     *
     * @throws InvalidValueException if a value does not fit its column
     */
    public NewReminder {
        Values.required("appointment id", appointmentId);
        Values.required("reminder type", type);
        Values.required("channel", channel);
        messageId = messageId == null ? null : Values.text("message id", messageId, 255);
        sentAt = sentAt == null ? null : Values.instant("sent at", sentAt);
        Values.required("sent by", sentBy);
    }

    /** Returns a reminder sent now, without a message id. Its sender is the system {@code aro-db}. */
    public static NewReminder of(UUID appointmentId, ReminderType type, Channel channel) {
        return new NewReminder(appointmentId, type, channel, null, null, UNSTATED);
    }

    /** Returns a copy with the message id of the provider; null removes it. */
    public NewReminder withMessageId(@Nullable String id) {
        return new NewReminder(appointmentId, type, channel, id, sentAt, sentBy);
    }

    /** Returns a copy with a time of sending in the past. */
    public NewReminder withSentAt(Instant time) {
        return new NewReminder(appointmentId, type, channel, messageId, Values.required("sent at", time), sentBy);
    }

    /** Returns a copy with the sender. */
    public NewReminder withSentBy(Actor actor) {
        return new NewReminder(appointmentId, type, channel, messageId, sentAt, actor);
    }

    /**
     * Returns the row of this reminder.
     *
     * @param takenAt the time of sending
     * @param now the recording time
     */
    ReminderLogsRecord toRow(UUID id, Instant takenAt, Instant now) {
        ReminderLogsRecord row = new ReminderLogsRecord();
        row.setId(id);
        row.setAppointmentId(appointmentId());
        row.setSentAt(takenAt);
        row.setType(type().literal());
        row.setChannel(channel().literal());
        row.setMessageId(messageId());
        row.setCreatedAt(now);
        return row;
    }
}
