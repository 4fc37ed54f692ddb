package io.aro.db.lifecycle;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Thrown when the state machine has no transition from the appointment's status to the requested status; nothing was
 * changed.
 */
public final class IllegalTransitionException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final UUID appointmentId;
    private final AppointmentStatus from;
    private final AppointmentStatus to;

    /** Creates an exception. Its message lists the legal successors. */
    public IllegalTransitionException(UUID appointmentId, AppointmentStatus from, AppointmentStatus to) {
        super(String.format(
                Locale.ROOT,
                "Appointment %s is %s and cannot become %s; allowed: %s.",
                appointmentId,
                from.literal(),
                to.literal(),
                allowedWords(from)));
        this.appointmentId = appointmentId;
        this.from = from;
        this.to = to;
    }

    /** Returns the id of the appointment. */
    public UUID appointmentId() {
        return appointmentId;
    }

    /** Returns the current status of the appointment. */
    public AppointmentStatus from() {
        return from;
    }

    /** Returns the requested status. */
    public AppointmentStatus to() {
        return to;
    }

    /** Returns the legal successors of the current status; empty for a terminal status. */
    public Set<AppointmentStatus> allowed() {
        return AppointmentStateMachine.allowedFrom(from);
    }

    private static String allowedWords(AppointmentStatus from) {
        Set<AppointmentStatus> allowed = AppointmentStateMachine.allowedFrom(from);
        if (allowed.isEmpty()) {
            return "nothing, it is final";
        }
        return String.join(
                ", ", allowed.stream().map(AppointmentStatus::literal).toList());
    }
}
