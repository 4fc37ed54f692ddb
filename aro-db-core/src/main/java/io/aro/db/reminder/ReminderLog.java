package io.aro.db.reminder;

import static io.aro.db.schema.Tables.REMINDER_LOGS;

import io.aro.db.contact.Channel;
import io.aro.db.row.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sent reminder; an immutable copy of its row.
 *
 * @param id the id
 * @param appointmentId the id of the appointment
 * @param sentAt the time of sending
 * @param type the lead time before the appointment
 * @param channel the channel
 * @param messageId the message id at the provider, if known
 * @param delivered whether the message is known to be delivered
 * @param read whether the message was read, or null if unknown
 * @param createdAt the time of recording
 */
public record ReminderLog(
        UUID id,
        UUID appointmentId,
        Instant sentAt,
        ReminderType type,
        Channel channel,
        @Nullable String messageId,
        boolean delivered,
        @Nullable Boolean read,
        Instant createdAt) {

    /** Returns an immutable copy of the row. */
    static ReminderLog of(Row row) {
        return new ReminderLog(
                row.get(REMINDER_LOGS.ID),
                row.get(REMINDER_LOGS.APPOINTMENT_ID),
                row.get(REMINDER_LOGS.SENT_AT),
                ReminderType.of(row.get(REMINDER_LOGS.TYPE)),
                Channel.of(row.get(REMINDER_LOGS.CHANNEL)),
                row.get(REMINDER_LOGS.MESSAGE_ID),
                row.get(REMINDER_LOGS.DELIVERED),
                row.get(REMINDER_LOGS.READ),
                row.get(REMINDER_LOGS.CREATED_AT));
    }
}
