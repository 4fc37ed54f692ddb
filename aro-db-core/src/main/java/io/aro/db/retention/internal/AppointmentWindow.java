package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.hold.internal.FreeRows;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.schema.tables.Appointments;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.TableField;

/**
 * The appointments of one sort whose time in the database is over.
 *
 * @param ended the condition that their window has ended
 * @param time the time by which they are chosen
 */
record AppointmentWindow(Condition ended, TableField<AppointmentsRecord, Instant> time) {

    private static final Appointments SUCCESSOR = APPOINTMENTS.as("successor");

    /** Returns the hidden appointments that were completed before a time. */
    static AppointmentWindow completed(Instant before) {
        return new AppointmentWindow(
                APPOINTMENTS
                        .ARCHIVED_AT
                        .isNotNull()
                        .and(APPOINTMENTS.COMPLETED_AT.lt(before))
                        .and(APPOINTMENTS.STATUS.eq(AppointmentStatus.COMPLETED)),
                APPOINTMENTS.COMPLETED_AT);
    }

    /**
     * Returns the cancelled, missed and rescheduled appointments that should have begun before a time, and were not changed
     * since.
     */
    static AppointmentWindow closed(Instant before) {
        return new AppointmentWindow(
                isClosed().and(APPOINTMENTS.DATE.lt(before)).and(APPOINTMENTS.UPDATED_AT.lt(before)),
                APPOINTMENTS.DATE);
    }

    /** The statuses are literals, so that both planners see that the partial index serves. */
    static Condition isClosed() {
        return APPOINTMENTS.STATUS.in(
                inline(AppointmentStatus.CANCELLED, APPOINTMENTS.STATUS),
                inline(AppointmentStatus.NO_SHOW, APPOINTMENTS.STATUS),
                inline(AppointmentStatus.RESCHEDULED, APPOINTMENTS.STATUS));
    }

    /** Returns the condition that an appointment may leave: nothing refers to it that stays. */
    Condition due() {
        return mayFollow()
                .and(notExists(selectOne().from(SUCCESSOR).where(SUCCESSOR.RESCHEDULED_FROM.eq(APPOINTMENTS.ID))));
    }

    /** Returns the condition that an appointment may leave once the one that took its place has left. */
    Condition mayFollow() {
        return ended.and(FreeRows.appointments())
                .and(notExists(selectOne()
                        .from(WORKFLOW_INSTANCES)
                        .where(WORKFLOW_INSTANCES.APPOINTMENT_ID.eq(APPOINTMENTS.ID))
                        .and(WORKFLOW_INSTANCES.COMPLETED_AT.isNull())
                        .and(WORKFLOW_INSTANCES.FAILED_AT.isNull())));
    }
}
