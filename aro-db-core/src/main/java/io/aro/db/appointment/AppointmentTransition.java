package io.aro.db.appointment;

import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.schema.tables.records.AppointmentTransitionsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One transition of an appointment; transitions are append-only.
 *
 * @param appointmentId the appointment
 * @param sequence its number, from 1 without gaps
 * @param from the status before, or null for the booking itself
 * @param to the status after
 * @param actor who did it
 * @param reason why, if told
 * @param commandId the caller's id of the command, if given
 * @param occurredAt when
 * @param correction whether it put a mistake right, leaving a terminal status
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

    /** Returns the transition of a row. */
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
