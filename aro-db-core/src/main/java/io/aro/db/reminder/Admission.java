package io.aro.db.reminder;

import java.time.Instant;

/** The result of creating a reminder within a limit. */
public sealed interface Admission {

    /**
     * The reminder is on record.
     *
     * @param reminder the row
     * @param isNew whether this call recorded it; if not, its message id was on record before and it was sent then
     */
    record Recorded(ReminderLog reminder, boolean isNew) implements Admission {}

    /**
     * The customer has reached the limit; nothing was recorded and nothing may be sent.
     *
     * @param nextPossibleAt when the limit allows the next one, if none is recorded until then
     */
    record LimitReached(Instant nextPossibleAt) implements Admission {}
}
