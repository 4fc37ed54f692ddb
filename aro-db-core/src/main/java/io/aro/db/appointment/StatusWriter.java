package io.aro.db.appointment;

import io.aro.db.row.Row;
import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.lifecycle.LostRaceException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.UpdateSetMoreStep;

/**
 * The writer of status changes, in the caller's transaction.
 *
 * <p>One guarded UPDATE decides: it matches only a row with a legal status. Transition, counters and audit event derive
 * from the returned row without a further read. PostgreSQL receives them in one round trip.
 *
 * <p>A change takes three round trips including the commit. A command id or a return to booked adds the round trip of a
 * row lock.
 */
final class StatusWriter {

    private final TransactionSession session;
    private final TransitionWriter history;

    StatusWriter(Session transaction) {
        this.session = TransactionSession.of(transaction);
        this.history = new TransitionWriter(session);
    }

    /**
     * Applies the transition and returns the appointment; throws if the guard rejects it.
     *
     * <p>A repeated command returns the current appointment unchanged.
     */
    Appointment apply(StatusTransition move) {
        return tryApply(move).orElseGet(() -> explain(move));
    }

    /** Applies the transition; empty if the guard rejects it. */
    Optional<Appointment> tryApply(StatusTransition move) {
        if (move.restsOnOtherRows()) {
            lock(move.id());
        }
        Optional<Appointment> moved = update(move);
        moved.ifPresent(appointment -> record(appointment, move));
        return moved;
    }

    /**
     * Locks the appointment's row before the guarded UPDATE.
     *
     * <p>After a lock wait, a PostgreSQL statement re-reads only the locked row. Other rows come from its snapshot
     * before the wait.
     */
    private void lock(UUID id) {
        session.run(dsl -> session.dialect()
                .lock(dsl.select(APPOINTMENTS.ID).from(APPOINTMENTS).where(APPOINTMENTS.ID.eq(id))));
    }

    private Optional<Appointment> update(StatusTransition move) {
        Instant now = session.now();
        return session.write(dsl -> stamp(update(dsl, move.to(), now), move, now)
                .where(move.guard())
                .returning()
                .fetchOptional(row -> Appointment.of(Row.of(row))));
    }

    private UpdateSetMoreStep<AppointmentsRecord> update(DSLContext dsl, AppointmentStatus to, Instant now) {
        Dialect dialect = session.dialect();
        return dsl.update(APPOINTMENTS)
                .set(APPOINTMENTS.STATUS, to)
                .set(APPOINTMENTS.PREVIOUS_STATUS, dialect.append(APPOINTMENTS.PREVIOUS_STATUS, APPOINTMENTS.STATUS))
                .set(APPOINTMENTS.VERSION, APPOINTMENTS.VERSION.plus(1))
                .set(APPOINTMENTS.UPDATED_AT, now);
    }

    /** Sets the time columns of the new status. A correction clears the time of the status left. */
    private static UpdateSetMoreStep<AppointmentsRecord> stamp(
            UpdateSetMoreStep<AppointmentsRecord> update, StatusTransition move, Instant now) {
        UpdateSetMoreStep<AppointmentsRecord> stamped = switch (move.to()) {
            case CONFIRMED ->
                update.set(APPOINTMENTS.CONFIRMATION_RECEIVED, true).set(APPOINTMENTS.CONFIRMATION_DATE, now);
            case COMPLETED -> update.set(APPOINTMENTS.COMPLETED_AT, now);
            case CANCELLED -> update.set(APPOINTMENTS.CANCELLED_AT, now);
            case BOOKED, RESCHEDULED, NO_SHOW, IN_PROGRESS -> update;
        };
        if (move.correction() && move.from().contains(AppointmentStatus.COMPLETED)) {
            return stamped.setNull(APPOINTMENTS.COMPLETED_AT);
        }
        if (move.correction() && move.from().contains(AppointmentStatus.CANCELLED)) {
            return stamped.setNull(APPOINTMENTS.CANCELLED_AT);
        }
        return stamped;
    }

    private void record(Appointment moved, StatusTransition move) {
        Dialect dialect = session.dialect();
        List<Query> statements = new ArrayList<>(history.ofMove(moved, move));
        CustomerCounterWriter.afterMove(dialect, moved, move).ifPresent(statements::add);
        session.run(dsl -> dialect.executeAll(dsl, statements));
    }

    /** Returns the appointment for a repeated command; otherwise throws the reason for the rejection. */
    private Appointment explain(StatusTransition move) {
        UUID id = move.id();
        StatusChange change = move.change();
        Appointment actual = AppointmentQueries.getCurrent(session, id);
        if (change.commandId() != null && history.contains(id, change.commandId())) {
            return actual;
        }
        if (actual.archivedAt() != null) {
            throw ArchiveWriter.refusal(id);
        }
        if (change.expectedVersion() != null && change.expectedVersion() != actual.version()) {
            throw new LostRaceException(id, actual.version());
        }
        if (!move.from().contains(actual.status())) {
            throw new IllegalTransitionException(id, actual.status(), move.to());
        }
        new RescheduleWriter(session).requireNotReplaced(move);
        throw new LostRaceException(id, actual.version());
    }
}
