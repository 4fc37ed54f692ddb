package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.connection.Session;
import io.aro.db.event.EventLog;
import io.aro.db.event.NewEvent;
import io.aro.db.lifecycle.AppointmentStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Writes down the moves of appointments: a transition row and an audit event for each, in the caller's transaction. */
final class TransitionHistory {

    private final Session session;
    private final EventLog events;

    TransitionHistory(Session session) {
        this.session = session;
        this.events = new EventLog(session);
    }

    /** Returns the statements that record the booking, which is the first transition of an appointment. */
    List<Query> ofBooking(Appointment booked, StatusChange change) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("customer_id", booked.customerId());
        facts.put("date", booked.date().toString());
        facts.put("service_type", booked.serviceType());
        if (booked.rescheduledFrom() != null) {
            facts.put("rescheduled_from", booked.rescheduledFrom());
        }
        return List.of(insert(booked, null, false, change), event("appointment.created", booked, change, facts));
    }

    /** Returns the statements that record the move that an appointment has just made. */
    List<Query> ofMove(Appointment moved, Move move) {
        AppointmentStatus from = moved.previousStatus().getLast();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", from.literal());
        facts.put("to", moved.status().literal());
        facts.put("version", moved.version());
        if (move.change().reason() != null) {
            facts.put("reason", move.change().reason());
        }
        return List.of(
                giveWay(moved),
                insert(moved, from, move.correction(), move.change()),
                event("appointment." + eventOf(move), moved, move.change(), facts));
    }

    /** Tells whether the command has been applied to the appointment already. */
    boolean contains(UUID appointmentId, String commandId) {
        return session.write(dsl -> dsl.fetchExists(APPOINTMENT_TRANSITIONS, command(appointmentId, commandId)));
    }

    /** Tells whether the command has been applied to the appointment and led to another status than the given one. */
    boolean hasLedElsewhere(UUID appointmentId, String commandId, AppointmentStatus status) {
        Condition elsewhere = command(appointmentId, commandId).and(APPOINTMENT_TRANSITIONS.TO_STATUS.ne(status));
        return session.write(dsl -> dsl.fetchExists(APPOINTMENT_TRANSITIONS, elsewhere));
    }

    /** Returns the condition that the command has not been applied to the appointment yet. */
    static Condition lacks(UUID appointmentId, String commandId) {
        return notExists(selectOne().from(APPOINTMENT_TRANSITIONS).where(command(appointmentId, commandId)));
    }

    private static Condition command(UUID appointmentId, String commandId) {
        return APPOINTMENT_TRANSITIONS
                .APPOINTMENT_ID
                .eq(appointmentId)
                .and(APPOINTMENT_TRANSITIONS.COMMAND_ID.eq(commandId));
    }

    /** The transition before must stop being the last one before the next is. */
    private static Query giveWay(Appointment moved) {
        return DSL.update(APPOINTMENT_TRANSITIONS)
                .set(APPOINTMENT_TRANSITIONS.LAST, false)
                .set(APPOINTMENT_TRANSITIONS.NEXT_SEQUENCE, moved.version())
                .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(moved.id()))
                .and(APPOINTMENT_TRANSITIONS.SEQUENCE.eq(moved.version() - 1));
    }

    private static Query insert(
            Appointment appointment, @Nullable AppointmentStatus from, boolean correction, StatusChange change) {
        return DSL.insertInto(APPOINTMENT_TRANSITIONS)
                .set(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID, appointment.id())
                .set(APPOINTMENT_TRANSITIONS.SEQUENCE, appointment.version())
                .set(APPOINTMENT_TRANSITIONS.PREVIOUS_SEQUENCE, from == null ? null : appointment.version() - 1)
                .set(APPOINTMENT_TRANSITIONS.FROM_STATUS, from)
                .set(APPOINTMENT_TRANSITIONS.TO_STATUS, appointment.status())
                .set(APPOINTMENT_TRANSITIONS.ACTOR, change.actor().kind().literal())
                .set(APPOINTMENT_TRANSITIONS.ACTOR_ID, change.actor().id())
                .set(APPOINTMENT_TRANSITIONS.REASON, change.reason())
                .set(APPOINTMENT_TRANSITIONS.COMMAND_ID, change.commandId())
                .set(APPOINTMENT_TRANSITIONS.OCCURRED_AT, appointment.updatedAt())
                .set(APPOINTMENT_TRANSITIONS.CORRECTION, correction);
    }

    private Query event(String type, Appointment appointment, StatusChange change, Map<String, Object> facts) {
        return events.insertionOf(NewEvent.of(type, "appointment", appointment.id(), change.actor())
                .at(appointment.updatedAt())
                .data(facts));
    }

    /** An appointment that is booked anew after being rescheduled was not created then. */
    private static String eventOf(Move move) {
        if (move.correction()) {
            return "corrected";
        }
        return move.to() == AppointmentStatus.BOOKED ? "rebooked" : move.to().literal();
    }
}
