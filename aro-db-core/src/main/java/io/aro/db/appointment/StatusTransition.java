package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import io.aro.db.refusal.InvalidValueException;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;

/**
 * A requested transition with its guard.
 *
 * @param id the id of the appointment
 * @param from the legal statuses before
 * @param to the status after
 * @param correction whether the transition corrects a terminal status
 * @param change the originator, the reason and the conditions
 * @param condition a further condition on the appointment's row
 */
record StatusTransition(
        UUID id,
        Set<AppointmentStatus> from,
        AppointmentStatus to,
        boolean correction,
        StatusChange change,
        Condition condition) {

    /** Returns a transition allowed by the state machine, from any legal status. */
    static StatusTransition to(AppointmentStatus to, UUID id, StatusChange change) {
        return new StatusTransition(id, AppointmentStateMachine.leadingTo(to), to, false, change, noCondition());
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
        return new StatusTransition(id, Set.of(correction.from()), correction.to(), true, change, noCondition());
    }

    /** Returns a copy limited to these statuses before. */
    StatusTransition onlyFrom(Set<AppointmentStatus> statuses) {
        return new StatusTransition(id, statuses, to, correction, change, condition);
    }

    /** Returns a copy with a further condition on the row. */
    StatusTransition onlyIf(Condition further) {
        return new StatusTransition(id, from, to, correction, change, condition.and(further));
    }

    /** Returns whether the guard reads other rows: earlier commands, or a replacement. */
    boolean restsOnOtherRows() {
        return change.commandId() != null || to == AppointmentStatus.BOOKED;
    }

    /** Returns the guard of the UPDATE: status, archive mark, version, command and the further condition. */
    Condition guard() {
        Condition guard = APPOINTMENTS
                .ID
                .eq(id)
                .and(APPOINTMENTS.STATUS.in(from))
                .and(APPOINTMENTS.ARCHIVED_AT.isNull())
                .and(condition);
        if (change.expectedVersion() != null) {
            guard = guard.and(APPOINTMENTS.VERSION.eq(change.expectedVersion()));
        }
        if (change.commandId() != null) {
            guard = guard.and(TransitionWriter.lacks(id, change.commandId()));
        }
        return to == AppointmentStatus.BOOKED ? guard.and(RescheduleWriter.notReplaced()) : guard;
    }
}
