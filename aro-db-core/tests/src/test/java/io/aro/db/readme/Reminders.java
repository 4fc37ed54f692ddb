package io.aro.db.readme;

import io.aro.db.AroDatabase;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import io.aro.db.reminder.Admission.LimitReached;
import io.aro.db.reminder.Admission.Recorded;
import io.aro.db.reminder.MessageLimit;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderLog;
import io.aro.db.reminder.ReminderType;
import io.aro.db.transaction.Transaction;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class Reminders {

    /** Thrown to roll back, so that a later call tries again. */
    static final class NotSentException extends Exception {

        private static final long serialVersionUID = 1L;

        NotSentException(String reason) {
            super(reason);
        }
    }

    static void consent(AroDatabase db, String phone) {
        db.consents().append(NewConsent.to(Channel.SMS, phone, ConsentMethod.WEB_FORM));
    }

    static void optOut(AroDatabase db, String phone) {
        db.consents().append(NewOptOut.from(Channel.SMS, phone));
    }

    /** Returns the id of the reminder to send now; empty if an earlier call recorded the reminder. */
    static Optional<UUID> remind(AroDatabase db, String phone, UUID appointmentId) throws NotSentException {
        IdempotencyKey key = IdempotencyKey.of("reminders", appointmentId + ":" + ReminderType.HOURS_24);
        Outcome<UUID> outcome =
                db.idempotency().execute(key, appointmentId, UUID.class, tx -> record(tx, phone, appointmentId));
        return outcome instanceof Outcome.Executed<UUID>(UUID id) ? Optional.of(id) : Optional.empty();
    }

    private static UUID record(Transaction tx, String phone, UUID appointmentId) throws NotSentException {
        if (!tx.consents().lockConsent(phone, Channel.SMS)) {
            throw new NotSentException("no consent");
        }
        // @start region="reminder"
        NewReminder reminder = NewReminder.of(appointmentId, ReminderType.HOURS_24, Channel.SMS);
        return switch (tx.reminders().createWithinLimit(reminder, MessageLimit.perDay(3))) {
            case Recorded(ReminderLog recorded, boolean isNew) -> recorded.id();
            case LimitReached(Instant next) -> throw new NotSentException("limit reached until " + next);
        };
        // @end
    }
}
