package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.inline;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;

/**
 * The guarded UPDATE of a status change, returning the changed row.
 *
 * <p>The statuses are part of the text; all other values are bound.
 */
final class StatusUpdateWriter {

    private static final Parameter<UUID> ID = Parameter.of(APPOINTMENTS.ID);
    private static final Parameter<Instant> NOW = Parameter.of(APPOINTMENTS.UPDATED_AT);
    private static final Parameter<Integer> VERSION = Parameter.of(APPOINTMENTS.VERSION);
    private static final Parameter<Instant> DATE = Parameter.of(APPOINTMENTS.DATE);
    private static final Parameter<Integer> MINUTES = Parameter.of(APPOINTMENTS.DURATION);
    private static final List<Parameter<?>> PARAMETERS =
            List.of(ID, NOW, VERSION, DATE, MINUTES, TransitionWriter.COMMAND);

    private StatusUpdateWriter() {}

    /** Returns the UPDATE of a transition. */
    static BoundStatement of(StatusTransition move, Instant now) {
        Shape shape = Shape.of(move);
        StatusChange change = move.change();
        StatusTransition.Slot slot = move.slot();
        return StatementTemplate.of(shape, PARAMETERS, shape::update)
                .with(
                        move.id(),
                        now,
                        change.expectedVersion(),
                        slot == null ? null : slot.date(),
                        slot == null ? null : slot.minutes(),
                        change.commandId());
    }

    /**
     * The properties of a transition with an effect on the text.
     *
     * @param versioned whether the guard has an expected version
     * @param commanded whether the guard has a command id
     * @param slotted whether the guard has a slot
     */
    private record Shape(
            Set<AppointmentStatus> from,
            AppointmentStatus to,
            boolean correction,
            boolean versioned,
            boolean commanded,
            boolean slotted) {

        static Shape of(StatusTransition move) {
            return new Shape(
                    move.from(),
                    move.to(),
                    move.correction(),
                    move.change().expectedVersion() != null,
                    move.change().commandId() != null,
                    move.slot() != null);
        }

        Query update(Dialect dialect) {
            UpdateSetMoreStep<AppointmentsRecord> update = DSL.update(APPOINTMENTS)
                    .set(APPOINTMENTS.STATUS, inline(to, APPOINTMENTS.STATUS))
                    .set(
                            APPOINTMENTS.PREVIOUS_STATUS,
                            dialect.append(APPOINTMENTS.PREVIOUS_STATUS, APPOINTMENTS.STATUS))
                    .set(APPOINTMENTS.VERSION, APPOINTMENTS.VERSION.plus(inline(1)))
                    .set(APPOINTMENTS.UPDATED_AT, NOW.field());
            return stamp(update).where(guard()).returning();
        }

        /** Sets the time columns of the new status. A correction clears the time of the status left. */
        private UpdateSetMoreStep<AppointmentsRecord> stamp(UpdateSetMoreStep<AppointmentsRecord> update) {
            UpdateSetMoreStep<AppointmentsRecord> stamped = switch (to) {
                case CONFIRMED ->
                    update.set(APPOINTMENTS.CONFIRMATION_RECEIVED, inline(true))
                            .set(APPOINTMENTS.CONFIRMATION_DATE, NOW.field());
                case COMPLETED -> update.set(APPOINTMENTS.COMPLETED_AT, NOW.field());
                case CANCELLED -> update.set(APPOINTMENTS.CANCELLED_AT, NOW.field());
                case BOOKED, RESCHEDULED, NO_SHOW, IN_PROGRESS -> update;
            };
            if (correction && from.contains(AppointmentStatus.COMPLETED)) {
                return stamped.setNull(APPOINTMENTS.COMPLETED_AT);
            }
            if (correction && from.contains(AppointmentStatus.CANCELLED)) {
                return stamped.setNull(APPOINTMENTS.CANCELLED_AT);
            }
            return stamped;
        }

        /** Returns the guard: status, archive mark, slot, version, command and replacement. */
        private Condition guard() {
            Condition guard = APPOINTMENTS
                    .ID
                    .eq(ID.field())
                    .and(APPOINTMENTS.STATUS.in(statuses()))
                    .and(APPOINTMENTS.ARCHIVED_AT.isNull());
            if (slotted) {
                guard = guard.and(APPOINTMENTS.DATE.eq(DATE.field())).and(APPOINTMENTS.DURATION.eq(MINUTES.field()));
            }
            if (versioned) {
                guard = guard.and(APPOINTMENTS.VERSION.eq(VERSION.field()));
            }
            if (commanded) {
                guard = guard.and(TransitionWriter.lacksCommand(ID.field()));
            }
            return to == AppointmentStatus.BOOKED ? guard.and(RescheduleWriter.notReplaced()) : guard;
        }

        /** Returns the legal statuses before, in a fixed order. */
        private List<Field<AppointmentStatus>> statuses() {
            return from.stream()
                    .sorted()
                    .<Field<AppointmentStatus>>map(status -> inline(status, APPOINTMENTS.STATUS))
                    .toList();
        }
    }
}
