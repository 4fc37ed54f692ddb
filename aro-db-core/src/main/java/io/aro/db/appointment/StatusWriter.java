package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.internal.observation.TransactionEvents;
import io.aro.db.internal.session.TransactionSession;
import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.lifecycle.LostRaceException;
import io.aro.db.observation.DatabaseEvent.StatusChanged;
import io.aro.db.repository.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
        return session.write(StatusUpdateWriter.of(move, session.now()).optional(Appointment::of));
    }

    private void record(Appointment moved, StatusTransition move) {
        List<BoundStatement> statements = new ArrayList<>(history.ofMove(moved, move));
        CustomerCounterWriter.afterMove(moved, move).ifPresent(statements::add);
        session.run(BoundStatement.all(statements));
        TransactionEvents events = session.events();
        if (events != null) {
            events.add(new StatusChanged(moved.previousStatus().getLast(), moved.status()));
        }
    }

    /** Returns the appointment for a repeated command; otherwise throws the reason for the rejection. */
    private Appointment explain(StatusTransition move) {
        UUID id = move.id();
        StatusChange change = move.change();
        Appointment actual = AppointmentKeyQueries.getCurrent(session, id);
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
