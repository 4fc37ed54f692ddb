package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;

import io.aro.db.event.NewEvent;
import io.aro.db.event.internal.EventStatement;
import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The writer of transitions and their audit events, in the caller's transaction. */
final class TransitionWriter {

    /** The parameter of a command id, in conditions on an appointment. */
    static final Parameter<String> COMMAND = Parameter.of(APPOINTMENT_TRANSITIONS.COMMAND_ID);

    private static final Parameter<UUID> APPOINTMENT = Parameter.of(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID);
    private static final Parameter<Integer> SEQUENCE = Parameter.of(APPOINTMENT_TRANSITIONS.SEQUENCE);
    private static final Parameter<Integer> NEXT = Parameter.of(APPOINTMENT_TRANSITIONS.NEXT_SEQUENCE);
    private static final Parameter<AppointmentStatus> STATUS = Parameter.of(APPOINTMENT_TRANSITIONS.TO_STATUS);

    private static final List<Field<?>> COLUMNS = List.of(
            APPOINTMENT_TRANSITIONS.APPOINTMENT_ID,
            APPOINTMENT_TRANSITIONS.SEQUENCE,
            APPOINTMENT_TRANSITIONS.PREVIOUS_SEQUENCE,
            APPOINTMENT_TRANSITIONS.FROM_STATUS,
            APPOINTMENT_TRANSITIONS.TO_STATUS,
            APPOINTMENT_TRANSITIONS.ACTOR,
            APPOINTMENT_TRANSITIONS.ACTOR_ID,
            APPOINTMENT_TRANSITIONS.REASON,
            APPOINTMENT_TRANSITIONS.COMMAND_ID,
            APPOINTMENT_TRANSITIONS.OCCURRED_AT,
            APPOINTMENT_TRANSITIONS.CORRECTION);

    private static final List<Parameter<?>> VALUES = Parameter.list(COLUMNS);

    private static final StatementTemplate INSERTION = StatementTemplate.of(
            VALUES,
            dialect -> DSL.insertInto(APPOINTMENT_TRANSITIONS).columns(COLUMNS).values(Parameter.fields(VALUES)));

    private static final StatementTemplate INSERTION_IF_BOOKED = StatementTemplate.of(
            VALUES,
            dialect -> DSL.insertInto(APPOINTMENT_TRANSITIONS)
                    .columns(COLUMNS)
                    .select(DSL.select(Parameter.fields(VALUES))
                            .from(APPOINTMENTS)
                            .where(APPOINTMENTS.ID.eq(APPOINTMENT.field()))));

    /**
     * The update clearing the last-transition mark of the predecessor.
     *
     * <p>The mark is unique per appointment. Hence this update precedes the insert.
     */
    private static final StatementTemplate CLEAR_LAST_MARK = StatementTemplate.of(
            List.of(NEXT, APPOINTMENT, SEQUENCE),
            dialect -> DSL.update(APPOINTMENT_TRANSITIONS)
                    .set(APPOINTMENT_TRANSITIONS.LAST, inline(false))
                    .set(APPOINTMENT_TRANSITIONS.NEXT_SEQUENCE, NEXT.field())
                    .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(APPOINTMENT.field()))
                    .and(APPOINTMENT_TRANSITIONS.SEQUENCE.eq(SEQUENCE.field())));

    private static final StatementTemplate OF_COMMAND = StatementTemplate.of(
            List.of(APPOINTMENT, COMMAND),
            dialect -> ofCommand(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(APPOINTMENT.field())));

    private static final StatementTemplate OF_COMMAND_ELSEWHERE = StatementTemplate.of(
            List.of(APPOINTMENT, COMMAND, STATUS),
            dialect -> ofCommand(APPOINTMENT_TRANSITIONS
                    .APPOINTMENT_ID
                    .eq(APPOINTMENT.field())
                    .and(APPOINTMENT_TRANSITIONS.TO_STATUS.ne(STATUS.field()))));

    private final Session session;

    TransitionWriter(Session session) {
        this.session = session;
    }

    /** Returns the statements recording an applied transition, in their order. */
    List<BoundStatement> ofMove(Appointment moved, StatusTransition move) {
        AppointmentStatus from = moved.previousStatus().getLast();
        StatusChange change = move.change();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", from.literal());
        facts.put("to", moved.status().literal());
        facts.put("version", moved.version());
        if (change.reason() != null) {
            facts.put("reason", change.reason());
        }
        NewEvent event = moved.toEvent("appointment." + eventOf(move), change.actor(), facts);
        return List.of(
                CLEAR_LAST_MARK.with(moved.version(), moved.id(), moved.version() - 1),
                INSERTION.with(values(moved, from, move.correction(), change)),
                EventStatement.insertion(event, session.newId(), session.now()));
    }

    /** Returns the insert of the first transition of an existing appointment. */
    static BoundStatement insertionOf(Appointment booked, StatusChange change) {
        return INSERTION.with(values(booked, null, false, change));
    }

    /** Returns the insert of the first transition. Writes nothing without the appointment's row. */
    static BoundStatement ofBooking(Appointment booked, StatusChange change) {
        return INSERTION_IF_BOOKED.with(values(booked, null, false, change));
    }

    /** Returns the values of the transition to the current version, in the order of the columns. */
    private static @Nullable Object[] values(
            Appointment moved, @Nullable AppointmentStatus from, boolean correction, StatusChange change) {
        return new @Nullable Object[] {
            moved.id(),
            moved.version(),
            from == null ? null : moved.version() - 1,
            from,
            moved.status(),
            change.actor().kind().literal(),
            change.actor().id(),
            change.reason(),
            change.commandId(),
            moved.updatedAt(),
            correction
        };
    }

    /** Returns whether the command has been applied to the appointment. Reads the primary. */
    boolean contains(UUID appointmentId, String commandId) {
        return exists(OF_COMMAND.with(appointmentId, commandId));
    }

    /** Returns whether the command has led the appointment to a status other than the given. */
    boolean hasLedElsewhere(UUID appointmentId, String commandId, AppointmentStatus status) {
        return exists(OF_COMMAND_ELSEWHERE.with(appointmentId, commandId, status));
    }

    private boolean exists(BoundStatement query) {
        return session.readPrimary(query.optional(row -> row.get(APPOINTMENT_TRANSITIONS.SEQUENCE)))
                .isPresent();
    }

    /** Returns the condition that the command has not been applied to the appointment. */
    static Condition lacksCommand(Param<UUID> appointmentId) {
        return notExists(ofCommand(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(appointmentId)));
    }

    /** Returns the query for the transition of a command, at most one for each appointment. */
    private static Select<Record1<Integer>> ofCommand(Condition condition) {
        return DSL.select(APPOINTMENT_TRANSITIONS.SEQUENCE)
                .from(APPOINTMENT_TRANSITIONS)
                .where(condition)
                .and(APPOINTMENT_TRANSITIONS.COMMAND_ID.eq(COMMAND.field()));
    }

    /** Returns the event suffix. A return to booked is {@code rebooked}, since the appointment already exists. */
    private static String eventOf(StatusTransition move) {
        if (move.correction()) {
            return "corrected";
        }
        return move.to() == AppointmentStatus.BOOKED ? "rebooked" : move.to().literal();
    }
}
