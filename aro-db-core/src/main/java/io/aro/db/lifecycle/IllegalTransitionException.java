package io.aro.db.lifecycle;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Says that the state machine has no move from an appointment's status to the one asked for; nothing was changed. */
public final class IllegalTransitionException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final UUID appointmentId;
    private final AppointmentStatus from;
    private final AppointmentStatus to;

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

    public UUID appointmentId() {
        return appointmentId;
    }

    /** Returns the status the appointment has. */
    public AppointmentStatus from() {
        return from;
    }

    /** Returns the status that was asked for. */
    public AppointmentStatus to() {
        return to;
    }

    /** Returns the statuses that may follow the one it has. */
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
