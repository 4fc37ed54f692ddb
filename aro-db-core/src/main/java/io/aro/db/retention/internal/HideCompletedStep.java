package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.hold.internal.FreeRows;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.Session;
import io.aro.db.retention.StepKind;
import io.aro.db.retention.internal.StepCounter.DueRows;
import java.time.Instant;

/** The step that hides completed appointments from the lists. */
final class HideCompletedStep implements RetentionStep {

    private final Session session;
    private final Instant before;

    HideCompletedStep(Session session, Instant before) {
        this.session = session;
        this.before = before;
    }

    @Override
    public StepKind kind() {
        return StepKind.COMPLETED;
    }

    @Override
    public void count(StepCounter counter) {
        DueRows due = due();
        counter.add(due.count(), due.oldest(), due.newest());
    }

    @Override
    public void run(StepCounter counter) {
        DueRows due = due();
        if (due.count() > 0) {
            int hidden = new AppointmentRepository(session).archiveCompleted(before);
            counter.add(hidden, due.oldest(), due.newest());
        }
    }

    private DueRows due() {
        return StepCounter.find(
                session,
                APPOINTMENTS,
                APPOINTMENTS.COMPLETED_AT,
                dsl -> APPOINTMENTS
                        .COMPLETED_AT
                        .lt(before)
                        .and(APPOINTMENTS.STATUS.eq(AppointmentStatus.COMPLETED))
                        .and(APPOINTMENTS.ARCHIVED_AT.isNull())
                        .and(FreeRows.appointments()));
    }
}
