package io.aro.db.readme;

import io.aro.db.AroDatabase;
import io.aro.db.contact.Channel;
import io.aro.db.reminder.Admission.LimitReached;
import io.aro.db.reminder.Admission.Recorded;
import io.aro.db.reminder.MessageLimit;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderLog;
import io.aro.db.reminder.ReminderType;
import java.time.Instant;
import java.util.UUID;

final class Reminders {

    static String remind(AroDatabase db, String phone, UUID appointmentId) {
        return db.inTransaction(tx -> {
            if (!tx.consents().lockConsent(phone, Channel.SMS)) {
                return "no consent";
            }
            // @start region="reminder"
            NewReminder reminder = NewReminder.of(appointmentId, ReminderType.HOURS_24, Channel.SMS);
            return switch (tx.reminders().createWithinLimit(reminder, MessageLimit.perDay(3))) {
                case Recorded(ReminderLog recorded, boolean isNew) -> "send as " + recorded.id();
                case LimitReached(Instant next) -> "wait until " + next;
            };
            // @end
        });
    }
}
