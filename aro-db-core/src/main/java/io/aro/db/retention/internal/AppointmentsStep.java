package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.dialect.PrimaryKey;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.Session;
import io.aro.db.retention.StepKind;
import io.aro.db.retention.internal.ArchivedTables.KeyDigest;
import io.aro.db.retention.internal.ArchivedTables.Keys;
import io.aro.db.schema.tables.Appointments;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.TableRecord;

/**
 * A step that archives the appointments of a {@link Window} with all their dependants.
 *
 * <p>An appointment with a successor or an unfinished workflow stays. A chain of
 * rescheduled appointments therefore leaves from its end, batch by batch.
 */
final class AppointmentsStep implements RetentionStep, ArchiveSource {

    /** The dependants of an appointment, in a valid order for a restore. */
    private static final List<TableField<?, UUID>> PARTS = List.of(
            APPOINTMENT_TRANSITIONS.APPOINTMENT_ID, REMINDER_LOGS.APPOINTMENT_ID, WORKFLOW_INSTANCES.APPOINTMENT_ID);

    /** Each appointment adds several dependants, and the whole batch is held in memory. */
    private static final int LARGEST = 500;

    private final StepKind kind;
    private final Session session;
    private final Archiver archiver;
    private final Window window;
    private final Function<DSLContext, Condition> due;

    private AppointmentsStep(
            StepKind kind, Session session, Archiver archiver, Window window, Function<DSLContext, Condition> due) {
        this.kind = kind;
        this.session = session;
        this.archiver = archiver;
        this.window = window;
        this.due = due;
    }

    /** Returns the step of hidden appointments completed before a time. */
    static AppointmentsStep completed(Session session, Archiver archiver, Instant before) {
        Window window = Window.completed(before);
        return new AppointmentsStep(StepKind.APPOINTMENTS, session, archiver, window, dsl -> window.due());
    }

    /**
     * Returns the step of cancelled, missed and rescheduled appointments before a time.
     *
     * @param completed the preceding step; its appointments no longer block their predecessors
     */
    static AppointmentsStep closed(Session session, Archiver archiver, Instant before, AppointmentsStep completed) {
        Window window = Window.closed(before);
        return new AppointmentsStep(
                StepKind.CLOSED,
                session,
                archiver,
                window,
                dsl -> new AppointmentChains(completed.window, window).due(dsl));
    }

    @Override
    public StepKind kind() {
        return kind;
    }

    @Override
    public void count(StepCounter counter) {
        counter.add(session, APPOINTMENTS, window.time(), due);
    }

    @Override
    public void run(StepCounter counter) {
        archiver.move(this, counter);
    }

    @Override
    public String name() {
        return APPOINTMENTS.getName();
    }

    @Override
    public Selection select(Session snapshot, int limit, Segment segment) {
        List<AppointmentsRecord> appointments = snapshot.read(dsl -> dsl.selectFrom(APPOINTMENTS)
                .where(window.due())
                .orderBy(window.time(), APPOINTMENTS.ID)
                .limit(Math.min(limit, LARGEST))
                .fetch());
        if (appointments.isEmpty()) {
            return new Whole(window, List.of(), List.of(), List.of());
        }
        List<UUID> ids = appointments.stream().map(AppointmentsRecord::getId).toList();
        List<Record> parts = snapshot.read(dsl -> partsOf(dsl, ids, false));
        appointments.forEach(appointment -> segment.write(APPOINTMENTS, appointment, appointment.get(window.time())));
        Instant first = appointments.getFirst().get(window.time());
        parts.forEach(part -> segment.write(tableOf(part), part, first));
        return new Whole(window, ids, appointments, parts);
    }

    private static Table<?> tableOf(Record part) {
        return ((TableRecord<?>) part).getTable();
    }

    private static List<Record> partsOf(DSLContext dsl, List<UUID> ids, boolean locked) {
        Dialect dialect = Dialect.of(dsl.configuration());
        List<Record> rows = new ArrayList<>();
        for (TableField<?, UUID> owner : PARTS) {
            Table<?> table = Objects.requireNonNull(owner.getTable());
            var query = dsl.selectFrom(table).where(owner.in(ids)).orderBy(PrimaryKey.of(table));
            rows.addAll((locked ? dialect.skippingLocked(query) : query).fetch());
        }
        return rows;
    }

    /**
     * Appointments in a segment, with all their dependants.
     *
     * @param window the due condition
     * @param ids the ids of the appointments
     * @param appointments the rows as written to the segment
     * @param parts the dependants as written to the segment
     */
    private record Whole(Window window, List<UUID> ids, List<AppointmentsRecord> appointments, List<Record> parts)
            implements Selection {

        @Override
        public int count() {
            return ids.size();
        }

        /** Locks the appointments first, which prevents new dependants. A comparison then shows earlier changes. */
        @Override
        public boolean delete(InternalSession tx, Keys archived) {
            return tx.write(dsl -> {
                List<AppointmentsRecord> locked = tx.dialect()
                        .skippingLocked(dsl.selectFrom(APPOINTMENTS)
                                .where(APPOINTMENTS.ID.in(ids))
                                .and(window.due())
                                .orderBy(window.time(), APPOINTMENTS.ID))
                        .fetch();
                List<Record> lockedParts = partsOf(dsl, ids, true);
                if (!locked.equals(appointments)
                        || !lockedParts.equals(parts)
                        || !keys(locked, lockedParts).equals(archived)) {
                    return false;
                }
                dsl.deleteFrom(WORKFLOW_INSTANCES)
                        .where(WORKFLOW_INSTANCES.APPOINTMENT_ID.in(ids))
                        .execute();
                return dsl.deleteFrom(APPOINTMENTS)
                                .where(APPOINTMENTS.ID.in(ids))
                                .execute()
                        == ids.size();
            });
        }

        private static Keys keys(List<AppointmentsRecord> appointments, List<Record> parts) {
            KeyDigest keys = new KeyDigest();
            appointments.forEach(appointment -> keys.add(APPOINTMENTS, appointment));
            parts.forEach(part -> keys.add(tableOf(part), part));
            return keys.end();
        }
    }

    /**
     * The appointments of one kind past their retention.
     *
     * @param ended the condition for the end of the retention
     * @param time the column that orders the appointments
     */
    record Window(Condition ended, TableField<AppointmentsRecord, Instant> time) {

        private static final Appointments SUCCESSOR = APPOINTMENTS.as("successor");

        /** Returns the hidden appointments completed before a time. */
        static Window completed(Instant before) {
            return new Window(
                    APPOINTMENTS
                            .ARCHIVED_AT
                            .isNotNull()
                            .and(APPOINTMENTS.COMPLETED_AT.lt(before))
                            .and(APPOINTMENTS.STATUS.eq(AppointmentStatus.COMPLETED)),
                    APPOINTMENTS.COMPLETED_AT);
        }

        /** Returns the cancelled, missed and rescheduled appointments with date and last change before a time. */
        static Window closed(Instant before) {
            return new Window(
                    isClosed().and(APPOINTMENTS.DATE.lt(before)).and(APPOINTMENTS.UPDATED_AT.lt(before)),
                    APPOINTMENTS.DATE);
        }

        /** The statuses are inlined, because the planners match the partial index only against literals. */
        static Condition isClosed() {
            return APPOINTMENTS.STATUS.in(
                    inline(AppointmentStatus.CANCELLED, APPOINTMENTS.STATUS),
                    inline(AppointmentStatus.NO_SHOW, APPOINTMENTS.STATUS),
                    inline(AppointmentStatus.RESCHEDULED, APPOINTMENTS.STATUS));
        }

        /** Returns the condition for an appointment past its retention without a successor. */
        Condition due() {
            return mayFollow()
                    .and(notExists(selectOne().from(SUCCESSOR).where(SUCCESSOR.RESCHEDULED_FROM.eq(APPOINTMENTS.ID))));
        }

        /**
         * Returns the condition for an appointment to leave after its successor.
         *
         * <p>The appointment is past its retention, without a legal hold and without unfinished workflows.
         */
        Condition mayFollow() {
            return ended.and(HoldGate.freeAppointments())
                    .and(notExists(selectOne()
                            .from(WORKFLOW_INSTANCES)
                            .where(WORKFLOW_INSTANCES.APPOINTMENT_ID.eq(APPOINTMENTS.ID))
                            .and(WORKFLOW_INSTANCES.COMPLETED_AT.isNull())
                            .and(WORKFLOW_INSTANCES.FAILED_AT.isNull())));
        }
    }
}
