package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.Appointments;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.impl.DSL;

/** The writer of archive marks on completed appointments, in batches of 500. */
final class ArchiveWriter {

    private static final int BATCH = 500;
    private static final Appointments OLD = APPOINTMENTS.as("old");

    private static final Parameter<Instant> NOW = Parameter.of(APPOINTMENTS.ARCHIVED_AT);
    private static final Parameter<Instant> TIME = Parameter.of(APPOINTMENTS.COMPLETED_AT);

    /**
     * The update of one batch.
     *
     * <p>Most rows are completed. {@code likely} keeps the SQLite planner on the ids and on the index over completion
     * times.
     */
    private static final StatementTemplate HIDE = StatementTemplate.of(
            List.of(NOW, TIME),
            dialect -> DSL.update(APPOINTMENTS)
                    .set(APPOINTMENTS.ARCHIVED_AT, NOW.field())
                    // The lock lets a batch pass over rows changed during its wait. A short batch is
                    // therefore the last.
                    .where(APPOINTMENTS.ID.in(dialect.locking(DSL.select(OLD.ID)
                            .from(OLD)
                            .where(dialect.likely(OLD.STATUS.eq(AppointmentStatus.COMPLETED)))
                            .and(OLD.COMPLETED_AT.lt(TIME.field()))
                            .and(OLD.ARCHIVED_AT.isNull())
                            .and(HoldGate.isFree(OLD.CUSTOMER_ID))
                            .orderBy(OLD.COMPLETED_AT)
                            .limit(BATCH))))
                    .and(dialect.likely(APPOINTMENTS.STATUS.eq(AppointmentStatus.COMPLETED)))
                    .and(APPOINTMENTS.ARCHIVED_AT.isNull()));

    private final Session session;

    ArchiveWriter(Session session) {
        this.session = session;
    }

    /**
     * Archives all appointments completed before the time and returns their number.
     *
     * <p>Outside a transaction each batch commits separately. An interrupted run can be restarted.
     */
    int completedBefore(Instant time) {
        int archived = 0;
        int batch;
        do {
            batch = next(time);
            archived += batch;
        } while (batch == BATCH);
        return archived;
    }

    /** Returns the exception for a change of an archived appointment. */
    static RefusedChangeException refusal(UUID id) {
        return new RefusedChangeException("appointment", id, "is archived and cannot change; book a new appointment");
    }

    private int next(Instant time) {
        return session.atomically(tx -> {
            HoldGate.enter(tx);
            return tx.<Integer>write(HIDE.with(tx.now(), time).count());
        });
    }
}
