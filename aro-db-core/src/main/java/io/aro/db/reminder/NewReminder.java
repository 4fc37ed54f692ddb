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
 * The values of a reminder to be created; immutable.
 *
 * @param appointmentId the id of the appointment it is about
 * @param type how long before the appointment it was due
 * @param channel what it goes by
 * @param messageId the id it has at the provider, at most 255 characters; the same id is recorded once
 * @param sentAt when it was sent, or null for the time it is recorded; cut to microseconds
 * @param sentBy who sent it
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
     * @throws InvalidValueException if one does not fit its column
     */
    public NewReminder {
        Values.required("appointment id", appointmentId);
        Values.required("reminder type", type);
        Values.required("channel", channel);
        messageId = messageId == null ? null : Values.text("message id", messageId, 255);
        sentAt = sentAt == null ? null : Values.instant("sent at", sentAt);
        Values.required("sent by", sentBy);
    }

    /** Returns a reminder that is sent now and of which the provider has given no id yet. */
    public static NewReminder of(UUID appointmentId, ReminderType type, Channel channel) {
        return new NewReminder(appointmentId, type, channel, null, null, UNSTATED);
    }

    /** Returns a copy with the id it has at the provider. */
    public NewReminder withMessageId(@Nullable String id) {
        return new NewReminder(appointmentId, type, channel, id, sentAt, sentBy);
    }

    /** Returns a copy that was sent at a time in the past. */
    public NewReminder withSentAt(Instant time) {
        return new NewReminder(appointmentId, type, channel, messageId, Values.required("sent at", time), sentBy);
    }

    /** Returns a copy that says who sent it. */
    public NewReminder withSentBy(Actor actor) {
        return new NewReminder(appointmentId, type, channel, messageId, sentAt, actor);
    }

    /** Returns the row of this reminder. */
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
