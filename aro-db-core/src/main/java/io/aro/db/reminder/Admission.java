package io.aro.db.reminder;

import java.time.Instant;

/** The result of creating a reminder within a limit. */
public sealed interface Admission {

    /**
     * The reminder is on record.
     *
     * @param reminder the recorded reminder
     * @param isNew whether this call recorded it; false for a message id recorded and sent before
     */
    record Recorded(ReminderLog reminder, boolean isNew) implements Admission {}

    /**
     * The customer has reached the limit. Nothing was recorded; do not send.
     *
     * @param nextPossibleAt the earliest time for another reminder, provided no other is recorded before
     */
    record LimitReached(Instant nextPossibleAt) implements Admission {}
}
