package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.connection.Session;
import io.aro.db.error.NotFoundException;
import io.aro.db.internal.Dialect;
import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.lifecycle.LostRaceException;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.UpdateSetMoreStep;
import org.jspecify.annotations.Nullable;

/**
 * Moves an appointment to another status, in the caller's transaction.
 *
 * <p>One guarded UPDATE decides: it finds the row only if the move is allowed from the status it has at that moment.
 * Everything else (transition, customer, audit event) follows from the row it returns.
 */
final class StatusUpdate {

    private final Session session;
    private final TransitionHistory history;
    private final CustomerStanding standing;

    StatusUpdate(Session session) {
        this.session = session;
        this.history = new TransitionHistory(session);
        this.standing = new CustomerStanding(session);
    }

    Appointment apply(UUID id, AppointmentStatus to, StatusChange change) {
        if (change.commandId() != null || to == AppointmentStatus.CONFIRMED) {
            lock(id);
        }
        Optional<Appointment> moved = move(id, to, change);
        if (moved.isEmpty()) {
            return explain(id, to, change);
        }
        Appointment appointment = moved.get();
        history.recordMove(appointment, appointment.previousStatus().getLast(), change);
        standing.update(appointment);
        return appointment;
    }

    /**
     * Waits for other moves of the appointment and of its customer, where a decision rests on rows beside its own: the
     * commands applied before and the appointments confirmed.
     *
     * <p>A statement of PostgreSQL that waits for a row sees that row anew, but every other as it was before the wait.
     * The appointment comes first, as in moves that lock by updating.
     */
    private void lock(UUID id) {
        session.<@Nullable Void>write(dsl -> {
            Dialect.of(dsl.configuration())
                    .lock(dsl.select(APPOINTMENTS.ID)
                            .from(APPOINTMENTS)
                            .join(CUSTOMERS)
                            .on(CUSTOMERS.ID.eq(APPOINTMENTS.CUSTOMER_ID))
                            .where(APPOINTMENTS.ID.eq(id)));
            return null;
        });
    }

    private Optional<Appointment> move(UUID id, AppointmentStatus to, StatusChange change) {
        Instant now = session.now();
        return session.write(dsl -> stamp(update(dsl, to, now), to, now)
                .where(guard(id, to, change))
                .returning()
                .fetchOptional(AppointmentRows::toAppointment));
    }

    private static UpdateSetMoreStep<AppointmentsRecord> update(DSLContext dsl, AppointmentStatus to, Instant now) {
        Dialect dialect = Dialect.of(dsl.configuration());
        return dsl.update(APPOINTMENTS)
                .set(APPOINTMENTS.STATUS, to)
                .set(APPOINTMENTS.PREVIOUS_STATUS, dialect.append(APPOINTMENTS.PREVIOUS_STATUS, APPOINTMENTS.STATUS))
                .set(APPOINTMENTS.VERSION, APPOINTMENTS.VERSION.plus(1))
                .set(APPOINTMENTS.UPDATED_AT, now);
    }

    /** Sets the time fields that belong to the status. */
    private static UpdateSetMoreStep<AppointmentsRecord> stamp(
            UpdateSetMoreStep<AppointmentsRecord> update, AppointmentStatus to, Instant now) {
        return switch (to) {
            case CONFIRMED ->
                update.set(APPOINTMENTS.CONFIRMATION_RECEIVED, true).set(APPOINTMENTS.CONFIRMATION_DATE, now);
            case COMPLETED -> update.set(APPOINTMENTS.COMPLETED_AT, now);
            case CANCELLED -> update.set(APPOINTMENTS.CANCELLED_AT, now);
            case BOOKED, RESCHEDULED, NO_SHOW, IN_PROGRESS -> update;
        };
    }

    private static Condition guard(UUID id, AppointmentStatus to, StatusChange change) {
        Condition guard = APPOINTMENTS.ID.eq(id).and(APPOINTMENTS.STATUS.in(AppointmentStateMachine.leadingTo(to)));
        if (change.expectedVersion() != null) {
            guard = guard.and(APPOINTMENTS.VERSION.eq(change.expectedVersion()));
        }
        if (change.commandId() != null) {
            guard = guard.and(notExists(selectOne()
                    .from(APPOINTMENT_TRANSITIONS)
                    .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(id))
                    .and(APPOINTMENT_TRANSITIONS.COMMAND_ID.eq(change.commandId()))));
        }
        return guard;
    }

    /** Finds out why the guard let nothing through; a command that was applied before is no refusal. */
    private Appointment explain(UUID id, AppointmentStatus to, StatusChange change) {
        Appointment actual = session.<Optional<Appointment>>read(dsl -> dsl.selectFrom(APPOINTMENTS)
                        .where(APPOINTMENTS.ID.eq(id))
                        .fetchOptional(AppointmentRows::toAppointment))
                .orElseThrow(() -> new NotFoundException("appointment", id));
        if (change.commandId() != null && history.contains(id, change.commandId())) {
            return actual;
        }
        boolean stale = change.expectedVersion() != null && change.expectedVersion() != actual.version();
        if (stale || AppointmentStateMachine.canTransition(actual.status(), to)) {
            throw new LostRaceException(id, actual.version());
        }
        throw new IllegalTransitionException(id, actual.status(), to);
    }
}
