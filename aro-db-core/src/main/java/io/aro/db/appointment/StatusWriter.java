package io.aro.db.appointment;

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
 * <p>One guarded UPDATE decides: it finds the row only if the move is allowed from the status it has at that moment.
 * Everything else (transition, customer, audit event) follows from the row it returns, and none of it is read back, so
 * that PostgreSQL gets it in one round trip. With the commit that makes three, and one more for a command id or a way
 * back to booked.
 */
final class StatusWriter {

    private final TransactionSession session;
    private final TransitionWriter history;

    StatusWriter(Session transaction) {
        this.session = TransactionSession.of(transaction);
        this.history = new TransitionWriter(session);
    }

    /** Makes the move, or says why not; a command that was applied before changes nothing. */
    Appointment apply(StatusTransition move) {
        return tryApply(move).orElseGet(() -> explain(move));
    }

    /** Makes the move and returns the appointment; empty if the guard lets nothing through. */
    Optional<Appointment> tryApply(StatusTransition move) {
        if (move.restsOnOtherRows()) {
            lock(move.id());
        }
        Optional<Appointment> moved = update(move);
        moved.ifPresent(appointment -> record(appointment, move));
        return moved;
    }

    /**
     * Waits for whoever is at work on the appointment.
     *
     * <p>A statement of PostgreSQL that waits for a row sees that row anew, but every other as it was before the wait.
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
                .fetchOptional(Appointment::of));
    }

    private UpdateSetMoreStep<AppointmentsRecord> update(DSLContext dsl, AppointmentStatus to, Instant now) {
        Dialect dialect = session.dialect();
        return dsl.update(APPOINTMENTS)
                .set(APPOINTMENTS.STATUS, to)
                .set(APPOINTMENTS.PREVIOUS_STATUS, dialect.append(APPOINTMENTS.PREVIOUS_STATUS, APPOINTMENTS.STATUS))
                .set(APPOINTMENTS.VERSION, APPOINTMENTS.VERSION.plus(1))
                .set(APPOINTMENTS.UPDATED_AT, now);
    }

    /** Sets the time fields that belong to the status; a correction empties those of the status it leaves. */
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

    /** Finds out why the guard let nothing through; a command that was applied before is no refusal. */
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
