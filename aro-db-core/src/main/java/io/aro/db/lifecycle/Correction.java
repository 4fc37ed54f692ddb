package io.aro.db.lifecycle;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;

/**
 * The corrections of a terminal status. No other change of a terminal status is legal.
 *
 * <p>Every correction needs a reason. The database table {@code allowed_transitions} holds the same pairs, marked as
 * corrections; a test keeps both equal.
 */
public enum Correction {
    /** The cancellation was a mistake; the appointment takes place. */
    REINSTATE_CANCELLED(CANCELLED, BOOKED),
    /** The no-show was recorded too early or for the wrong appointment; the appointment is still to come. */
    REINSTATE_MISSED(NO_SHOW, BOOKED),
    /** The customer came despite a recorded no-show. */
    CAME_AFTER_ALL(NO_SHOW, COMPLETED),
    /** The customer did not come despite a recorded completion. */
    DID_NOT_COME(COMPLETED, NO_SHOW);

    private final AppointmentStatus from;
    private final AppointmentStatus to;

    Correction(AppointmentStatus from, AppointmentStatus to) {
        this.from = from;
        this.to = to;
    }

    /** Returns the mistaken terminal status. */
    public AppointmentStatus from() {
        return from;
    }

    /** Returns the corrected status. */
    public AppointmentStatus to() {
        return to;
    }
}
