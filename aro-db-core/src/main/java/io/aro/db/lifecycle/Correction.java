package io.aro.db.lifecycle;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;

/**
 * The ways out of a terminal status; every other move out of one is illegal.
 *
 * <p>A correction puts a mistake right and always carries a reason. The table {@code allowed_transitions} of the database
 * holds the same pairs, marked as corrections; a test keeps the two equal.
 */
public enum Correction {
    /** The cancellation was a mistake: the appointment takes place after all. */
    REINSTATE_CANCELLED(CANCELLED, BOOKED),
    /** The no-show was noted too early or for the wrong appointment: it is still to come. */
    REINSTATE_MISSED(NO_SHOW, BOOKED),
    /** The customer came although a no-show was noted. */
    CAME_AFTER_ALL(NO_SHOW, COMPLETED),
    /** The customer did not come although a completion was noted. */
    DID_NOT_COME(COMPLETED, NO_SHOW);

    private final AppointmentStatus from;
    private final AppointmentStatus to;

    Correction(AppointmentStatus from, AppointmentStatus to) {
        this.from = from;
        this.to = to;
    }

    /** Returns the terminal status that it leaves. */
    public AppointmentStatus from() {
        return from;
    }

    /** Returns the status that it leads to. */
    public AppointmentStatus to() {
        return to;
    }
}
