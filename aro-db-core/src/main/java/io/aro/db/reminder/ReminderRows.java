package io.aro.db.reminder;

import io.aro.db.contact.Channel;
import io.aro.db.schema.tables.records.ReminderLogsRecord;
import java.time.Instant;
import java.util.UUID;

/** Turns rows of {@code reminder_logs} into reminders, and new reminders into rows. */
final class ReminderRows {

    private ReminderRows() {}

    static ReminderLog toReminder(ReminderLogsRecord row) {
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

    static ReminderLogsRecord toRow(NewReminder reminder, UUID id, Instant sentAt, Instant now) {
        ReminderLogsRecord row = new ReminderLogsRecord();
        row.setId(id);
        row.setAppointmentId(reminder.appointmentId());
        row.setSentAt(sentAt);
        row.setType(reminder.type().literal());
        row.setChannel(reminder.channel().literal());
        row.setMessageId(reminder.messageId());
        row.setCreatedAt(now);
        return row;
    }
}
