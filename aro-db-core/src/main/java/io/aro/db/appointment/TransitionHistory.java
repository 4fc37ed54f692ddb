package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;

import io.aro.db.connection.Session;
import io.aro.db.event.EventLog;
import io.aro.db.event.NewEvent;
import io.aro.db.lifecycle.AppointmentStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down the moves of appointments: a transition row and an audit event for each, in the caller's transaction. */
final class TransitionHistory {

    private final Session session;
    private final EventLog events;

    TransitionHistory(Session session) {
        this.session = session;
        this.events = new EventLog(session);
    }

    /** Records the booking, which is the first transition of an appointment. */
    void recordBooking(Appointment booked, NewAppointment request) {
        insert(booked, null, StatusChange.by(request.bookedBy()));
        events.append(NewEvent.of("appointment.created", "appointment", booked.id(), request.bookedBy())
                .at(booked.createdAt())
                .data(Map.of(
                        "customer_id", booked.customerId(),
                        "date", booked.date().toString(),
                        "service_type", booked.serviceType())));
    }

    /** Records the move that an appointment has just made. */
    void recordMove(Appointment moved, AppointmentStatus from, StatusChange change) {
        insert(moved, from, change);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", from.literal());
        facts.put("to", moved.status().literal());
        facts.put("version", moved.version());
        if (change.reason() != null) {
            facts.put("reason", change.reason());
        }
        events.append(NewEvent.of("appointment." + eventOf(moved.status()), "appointment", moved.id(), change.actor())
                .at(moved.updatedAt())
                .data(facts));
    }

    /** Tells whether the command has been applied to the appointment already. */
    boolean contains(UUID appointmentId, String commandId) {
        return session.read(dsl -> dsl.fetchExists(
                APPOINTMENT_TRANSITIONS,
                APPOINTMENT_TRANSITIONS
                        .APPOINTMENT_ID
                        .eq(appointmentId)
                        .and(APPOINTMENT_TRANSITIONS.COMMAND_ID.eq(commandId))));
    }

    private void insert(Appointment appointment, @Nullable AppointmentStatus from, StatusChange change) {
        Instant occurredAt = appointment.updatedAt();
        session.write(dsl -> dsl.insertInto(APPOINTMENT_TRANSITIONS)
                .set(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID, appointment.id())
                .set(APPOINTMENT_TRANSITIONS.SEQUENCE, appointment.version())
                .set(APPOINTMENT_TRANSITIONS.PREVIOUS_SEQUENCE, from == null ? null : appointment.version() - 1)
                .set(APPOINTMENT_TRANSITIONS.FROM_STATUS, from)
                .set(APPOINTMENT_TRANSITIONS.TO_STATUS, appointment.status())
                .set(APPOINTMENT_TRANSITIONS.ACTOR, change.actor().kind().literal())
                .set(APPOINTMENT_TRANSITIONS.ACTOR_ID, change.actor().id())
                .set(APPOINTMENT_TRANSITIONS.REASON, change.reason())
                .set(APPOINTMENT_TRANSITIONS.COMMAND_ID, change.commandId())
                .set(APPOINTMENT_TRANSITIONS.OCCURRED_AT, occurredAt)
                .execute());
    }

    /** An appointment that is booked anew after being rescheduled was not created then. */
    private static String eventOf(AppointmentStatus status) {
        return status == AppointmentStatus.BOOKED ? "rebooked" : status.literal();
    }
}
