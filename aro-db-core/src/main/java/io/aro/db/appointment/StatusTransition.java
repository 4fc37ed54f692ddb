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
 * A transition of one appointment that is to be tried.
 *
 * @param id the appointment
 * @param from the statuses it may start from
 * @param to the status it leads to
 * @param correction whether it leaves a terminal status to put a mistake right
 * @param change who makes it, why, and under which conditions
 * @param condition what else must hold of the appointment's row
 */
record StatusTransition(
        UUID id,
        Set<AppointmentStatus> from,
        AppointmentStatus to,
        boolean correction,
        StatusChange change,
        Condition condition) {

    /** Returns a move that the rule table allows from wherever the appointment is. */
    static StatusTransition to(AppointmentStatus to, UUID id, StatusChange change) {
        return new StatusTransition(id, AppointmentStateMachine.leadingTo(to), to, false, change, noCondition());
    }

    /** Returns a correction, which must say why. */
    static StatusTransition correcting(Correction correction, UUID id, StatusChange change) {
        String reason = change.reason();
        if (reason == null || reason.isBlank()) {
            throw new InvalidValueException("reason", "must say why the appointment is corrected");
        }
        return new StatusTransition(id, Set.of(correction.from()), correction.to(), true, change, noCondition());
    }

    /** Returns a copy that leaves only this status. */
    StatusTransition onlyFrom(Set<AppointmentStatus> statuses) {
        return new StatusTransition(id, statuses, to, correction, change, condition);
    }

    /** Returns a copy that is made only if the row meets the condition as well. */
    StatusTransition onlyIf(Condition further) {
        return new StatusTransition(id, from, to, correction, change, condition.and(further));
    }

    /** Tells whether the guard looks at more than the appointment's row: at commands applied, or at a replacement. */
    boolean restsOnOtherRows() {
        return change.commandId() != null || to == AppointmentStatus.BOOKED;
    }

    /** Returns the condition under which the row may be moved: status, version, command and the rest. */
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
