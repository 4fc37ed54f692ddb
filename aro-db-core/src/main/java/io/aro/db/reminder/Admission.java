package io.aro.db.reminder;

import java.time.Instant;

/** Is the answer to a reminder that is to be recorded within a limit. */
public sealed interface Admission {

    /**
     * Says that the reminder is on record.
     *
     * @param reminder the row
     * @param isNew whether this call recorded it; if not, its message id was on record before and it was sent then
     */
    record Recorded(ReminderLog reminder, boolean isNew) implements Admission {}

    /**
     * Says that the customer has had as many messages as the limit allows; nothing was recorded and nothing may be sent.
     *
     * @param nextPossibleAt when the limit allows the next one, if none is recorded until then
     */
    record LimitReached(Instant nextPossibleAt) implements Admission {}
}
