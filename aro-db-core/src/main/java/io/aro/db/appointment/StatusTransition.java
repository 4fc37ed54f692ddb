package io.aro.db.appointment;

import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.refusal.InvalidValueException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A requested transition with its guard.
 *
 * @param id the id of the appointment
 * @param from the legal statuses before
 * @param to the status after
 * @param correction whether the transition corrects a terminal status
 * @param change the originator, the reason and the conditions
 * @param slot the slot of the appointment as read by the caller, or null for any slot
 */
record StatusTransition(
        UUID id,
        Set<AppointmentStatus> from,
        AppointmentStatus to,
        boolean correction,
        StatusChange change,
        @Nullable Slot slot) {

    /**
     * The time of an appointment.
     *
     * @param date the start time
     * @param minutes the duration
     */
    record Slot(Instant date, int minutes) {}

    /** Returns a transition allowed by the state machine, from any legal status. */
    static StatusTransition to(AppointmentStatus to, UUID id, StatusChange change) {
        return new StatusTransition(id, AppointmentStateMachine.leadingTo(to), to, false, change, null);
    }

    /**
     * Returns a correction.
     *
     * @throws InvalidValueException if the change has no reason
     */
    static StatusTransition correcting(Correction correction, UUID id, StatusChange change) {
        String reason = change.reason();
        if (reason == null || reason.isBlank()) {
            throw new InvalidValueException("reason", "must state the reason for the correction");
        }
        return new StatusTransition(id, Set.of(correction.from()), correction.to(), true, change, null);
    }

    /** Returns a copy limited to these statuses before. */
    StatusTransition onlyFrom(Set<AppointmentStatus> statuses) {
        return new StatusTransition(id, statuses, to, correction, change, slot);
    }

    /** Returns a copy limited to an appointment in this slot. */
    StatusTransition onlyAt(Slot expected) {
        return new StatusTransition(id, from, to, correction, change, expected);
    }

    /** Returns whether the guard reads other rows: earlier commands, or a replacement. */
    boolean restsOnOtherRows() {
        return change.commandId() != null || to == AppointmentStatus.BOOKED;
    }
}
