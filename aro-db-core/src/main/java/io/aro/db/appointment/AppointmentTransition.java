package io.aro.db.appointment;

import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.schema.tables.records.AppointmentTransitionsRecord;
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
    static AppointmentTransition of(AppointmentTransitionsRecord row) {
        return new AppointmentTransition(
                row.getAppointmentId(),
                row.getSequence(),
                row.getFromStatus(),
                row.getToStatus(),
                new Actor(Actor.Kind.of(row.getActor()), row.getActorId()),
                row.getReason(),
                row.getCommandId(),
                row.getOccurredAt(),
                row.getCorrection());
    }
}
