package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.select;

import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.Appointments;
import java.time.Instant;
import java.util.UUID;

/** The writer of archive marks on completed appointments, in bounded batches. */
final class ArchiveWriter {

    private static final int BATCH = 500;
    private static final Appointments OLD = APPOINTMENTS.as("old");

    private final Session session;

    ArchiveWriter(Session session) {
        this.session = session;
    }

    /** Outside a transaction each batch commits by itself, so that a run that is stopped can begin again. */
    int completedBefore(Instant time) {
        int archived = 0;
        int batch;
        do {
            batch = next(time);
            archived += batch;
        } while (batch == BATCH);
        return archived;
    }

    /** Returns the answer to whoever would change an archived appointment. */
    static RefusedChangeException refusal(UUID id) {
        return new RefusedChangeException("appointment", id, "is archived and stays as it is; book a new one");
    }

    private int next(Instant time) {
        return session.atomically(tx -> {
            HoldGate.enter(tx);
            return hide(tx, time);
        });
    }

    /** Most rows are completed: their status must not lead the planner away from the ids and from the index of the rest. */
    private static int hide(Session tx, Instant time) {
        return tx.write(dsl -> {
            Dialect dialect = Dialect.of(dsl.configuration());
            return dsl.update(APPOINTMENTS)
                    .set(APPOINTMENTS.ARCHIVED_AT, tx.now())
                    // Locked, so that a batch which waits for a change goes on to the rows after it and is full or the
                    // last.
                    .where(APPOINTMENTS.ID.in(dialect.locking(select(OLD.ID)
                            .from(OLD)
                            .where(dialect.likely(OLD.STATUS.eq(AppointmentStatus.COMPLETED)))
                            .and(OLD.COMPLETED_AT.lt(time))
                            .and(OLD.ARCHIVED_AT.isNull())
                            .and(HoldGate.isFree(OLD.CUSTOMER_ID))
                            .orderBy(OLD.COMPLETED_AT)
                            .limit(BATCH))))
                    .and(dialect.likely(APPOINTMENTS.STATUS.eq(AppointmentStatus.COMPLETED)))
                    .and(APPOINTMENTS.ARCHIVED_AT.isNull())
                    .execute();
        });
    }
}
