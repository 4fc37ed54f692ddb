package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;

import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.row.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transition of an appointment; the history is append-only.
 *
 * @param appointmentId the id of the appointment
 * @param sequence the number of the transition, from 1 without gaps
 * @param from the status before, or null for the booking
 * @param to the status after
 * @param actor the originator
 * @param reason the stated reason, if any
 * @param commandId the caller's command id, if any
 * @param occurredAt the time of the transition
 * @param correction whether the transition corrected a terminal status
 */
public record AppointmentTransition(
        UUID appointmentId,
        int sequence,
        @Nullable AppointmentStatus from,
        AppointmentStatus to,
        Actor actor,
        @Nullable String reason,
        @Nullable String commandId,
        Instant occurredAt,
        boolean correction) {

    /** Returns an immutable copy of the row. */
    static AppointmentTransition of(Row row) {
        return new AppointmentTransition(
                row.get(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID),
                row.get(APPOINTMENT_TRANSITIONS.SEQUENCE),
                row.get(APPOINTMENT_TRANSITIONS.FROM_STATUS),
                row.get(APPOINTMENT_TRANSITIONS.TO_STATUS),
                new Actor(
                        Actor.Kind.of(row.get(APPOINTMENT_TRANSITIONS.ACTOR)),
                        row.get(APPOINTMENT_TRANSITIONS.ACTOR_ID)),
                row.get(APPOINTMENT_TRANSITIONS.REASON),
                row.get(APPOINTMENT_TRANSITIONS.COMMAND_ID),
                row.get(APPOINTMENT_TRANSITIONS.OCCURRED_AT),
                row.get(APPOINTMENT_TRANSITIONS.CORRECTION));
    }
}
