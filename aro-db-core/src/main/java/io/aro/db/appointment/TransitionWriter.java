package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.event.Actor;
import io.aro.db.event.EventRepository;
import io.aro.db.event.NewEvent;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.AppointmentTransitionsRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The writer of transitions and their audit events, in the caller's transaction. */
final class TransitionWriter {

    private final Session session;
    private final EventRepository events;

    TransitionWriter(Session session) {
        this.session = session;
        this.events = new EventRepository(session);
    }

    /** Returns the statements that record the booking, which is the first transition of an appointment. */
    List<Query> ofBooking(Appointment booked, Actor actor) {
        return ofBooking(booked, first(booked, actor), actor);
    }

    /** Returns the statements that record the booking of a replacement, with the reason and the id of the command. */
    List<Query> ofReplacement(Appointment booked, StatusChange change) {
        return ofBooking(booked, changed(first(booked, change.actor()), change), change.actor());
    }

    private List<Query> ofBooking(Appointment booked, AppointmentTransitionsRecord first, Actor actor) {
        return List.of(insert(first), events.insertionOf(created(booked, actor)));
    }

    /** Returns the first transition of an appointment. */
    static AppointmentTransitionsRecord first(Appointment booked, Actor actor) {
        return row(booked, null, false, actor);
    }

    /** Returns the event that an appointment was booked. */
    static NewEvent created(Appointment booked, Actor actor) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("customer_id", booked.customerId());
        facts.put("date", booked.date().toString());
        facts.put("service_type", booked.serviceType());
        if (booked.rescheduledFrom() != null) {
            facts.put("rescheduled_from", booked.rescheduledFrom());
        }
        return event("appointment.created", booked, actor, facts);
    }

    /** Returns the statements that record the move that an appointment has just made. */
    List<Query> ofMove(Appointment moved, StatusTransition move) {
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
                insert(changed(row(moved, from, move.correction(), move.change().actor()), move.change())),
                events.insertionOf(event(
                        "appointment." + eventOf(move), moved, move.change().actor(), facts)));
    }

    /** Tells whether the command has been applied to the appointment already. */
    boolean contains(UUID appointmentId, String commandId) {
        return session.readPrimary(dsl -> dsl.fetchExists(APPOINTMENT_TRANSITIONS, command(appointmentId, commandId)));
    }

    /** Tells whether the command has been applied to the appointment and led to another status than the given one. */
    boolean hasLedElsewhere(UUID appointmentId, String commandId, AppointmentStatus status) {
        Condition elsewhere = command(appointmentId, commandId).and(APPOINTMENT_TRANSITIONS.TO_STATUS.ne(status));
        return session.readPrimary(dsl -> dsl.fetchExists(APPOINTMENT_TRANSITIONS, elsewhere));
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

    private static Query insert(AppointmentTransitionsRecord row) {
        return DSL.insertInto(APPOINTMENT_TRANSITIONS).set(row);
    }

    private static AppointmentTransitionsRecord row(
            Appointment appointment, @Nullable AppointmentStatus from, boolean correction, Actor actor) {
        AppointmentTransitionsRecord row = new AppointmentTransitionsRecord();
        row.setAppointmentId(appointment.id());
        row.setSequence(appointment.version());
        row.setPreviousSequence(from == null ? null : appointment.version() - 1);
        row.setFromStatus(from);
        row.setToStatus(appointment.status());
        row.setActor(actor.kind().literal());
        row.setActorId(actor.id());
        row.setReason(null);
        row.setCommandId(null);
        row.setOccurredAt(appointment.updatedAt());
        row.setCorrection(correction);
        return row;
    }

    private static AppointmentTransitionsRecord changed(AppointmentTransitionsRecord row, StatusChange change) {
        row.setReason(change.reason());
        row.setCommandId(change.commandId());
        return row;
    }

    private static NewEvent event(String type, Appointment appointment, Actor actor, Map<String, Object> facts) {
        return NewEvent.of(type, "appointment", appointment.id(), actor)
                .withOccurredAt(appointment.updatedAt())
                .withData(facts);
    }

    /** An appointment that is booked anew after being rescheduled was not created then. */
    private static String eventOf(StatusTransition move) {
        if (move.correction()) {
            return "corrected";
        }
        return move.to() == AppointmentStatus.BOOKED ? "rebooked" : move.to().literal();
    }
}
