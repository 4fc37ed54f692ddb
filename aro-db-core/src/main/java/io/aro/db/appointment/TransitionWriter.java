package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.event.EventRepository;
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

/** The writer of transitions and their audit events, in the caller's transaction. */
final class TransitionWriter {

    private final Session session;
    private final EventRepository events;

    TransitionWriter(Session session) {
        this.session = session;
        this.events = new EventRepository(session);
    }

    /** Returns the statements recording an applied transition, in their order. */
    List<Query> ofMove(Appointment moved, StatusTransition move) {
        AppointmentStatus from = moved.previousStatus().getLast();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", from.literal());
        facts.put("to", moved.status().literal());
        facts.put("version", moved.version());
        if (move.change().reason() != null) {
            facts.put("reason", move.change().reason());
        }
        StatusChange change = move.change();
        AppointmentTransitionsRecord row = moved.toTransition(from, move.correction(), change.actor());
        row.setReason(change.reason());
        row.setCommandId(change.commandId());
        return List.of(
                clearLastMark(moved),
                DSL.insertInto(APPOINTMENT_TRANSITIONS).set(row),
                events.insertionOf(moved.toEvent("appointment." + eventOf(move), change.actor(), facts)));
    }

    /** Returns whether the command has been applied to the appointment. Reads the primary. */
    boolean contains(UUID appointmentId, String commandId) {
        return session.readPrimary(dsl -> dsl.fetchExists(APPOINTMENT_TRANSITIONS, command(appointmentId, commandId)));
    }

    /** Returns whether the command has led the appointment to a status other than the given. */
    boolean hasLedElsewhere(UUID appointmentId, String commandId, AppointmentStatus status) {
        Condition elsewhere = command(appointmentId, commandId).and(APPOINTMENT_TRANSITIONS.TO_STATUS.ne(status));
        return session.readPrimary(dsl -> dsl.fetchExists(APPOINTMENT_TRANSITIONS, elsewhere));
    }

    /** Returns the condition that the command has not been applied to the appointment. */
    static Condition lacks(UUID appointmentId, String commandId) {
        return notExists(selectOne().from(APPOINTMENT_TRANSITIONS).where(command(appointmentId, commandId)));
    }

    private static Condition command(UUID appointmentId, String commandId) {
        return APPOINTMENT_TRANSITIONS
                .APPOINTMENT_ID
                .eq(appointmentId)
                .and(APPOINTMENT_TRANSITIONS.COMMAND_ID.eq(commandId));
    }

    /**
     * Returns the update clearing the last-transition mark of the predecessor.
     *
     * <p>The mark is unique per appointment. Hence this update precedes the insert.
     */
    private static Query clearLastMark(Appointment moved) {
        return DSL.update(APPOINTMENT_TRANSITIONS)
                .set(APPOINTMENT_TRANSITIONS.LAST, false)
                .set(APPOINTMENT_TRANSITIONS.NEXT_SEQUENCE, moved.version())
                .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(moved.id()))
                .and(APPOINTMENT_TRANSITIONS.SEQUENCE.eq(moved.version() - 1));
    }

    /** Returns the event suffix. A return to booked is {@code rebooked}, since the appointment already exists. */
    private static String eventOf(StatusTransition move) {
        if (move.correction()) {
            return "corrected";
        }
        return move.to() == AppointmentStatus.BOOKED ? "rebooked" : move.to().literal();
    }
}
