package io.aro.db.reminder;

import io.aro.db.contact.Channel;
import io.aro.db.schema.tables.records.ReminderLogsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reminder that was sent; an immutable copy of its row.
 *
 * @param id the id
 * @param appointmentId the appointment it is about
 * @param sentAt when it was sent
 * @param type how long before the appointment it was due
 * @param channel what it went by
 * @param messageId the id it has at the provider, if known
 * @param delivered whether it arrived
 * @param read whether it was read, or null if nobody said
 * @param createdAt when the row was made
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

    /** Returns the reminder of a row. */
    static ReminderLog of(ReminderLogsRecord row) {
        return new ReminderLog(
                row.getId(),
                row.getAppointmentId(),
                row.getSentAt(),
                ReminderType.of(row.getType()),
                Channel.of(row.getChannel()),
                row.getMessageId(),
                row.getDelivered(),
                row.getRead(),
                row.getCreatedAt());
    }
}
