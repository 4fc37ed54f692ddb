package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.dialect.PrimaryKey;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.TableRecord;

/**
 * Gives the appointments of a window, with all that belongs to them.
 *
 * <p>One that another appointment refers to, or that a workflow is still at work on, stays. So a chain of rescheduled
 * appointments leaves from its end, batch by batch.
 */
final class AppointmentSource implements ArchiveSource {

    /** What belongs to an appointment and goes with it, in an order in which it can be put back. */
    private static final List<TableField<?, UUID>> PARTS = List.of(
            APPOINTMENT_TRANSITIONS.APPOINTMENT_ID, REMINDER_LOGS.APPOINTMENT_ID, WORKFLOW_INSTANCES.APPOINTMENT_ID);

    /** An appointment brings several rows along, and all of them are held in memory. */
    private static final int LARGEST = 500;

    private final AppointmentWindow window;

    AppointmentSource(AppointmentWindow window) {
        this.window = window;
    }

    @Override
    public String name() {
        return APPOINTMENTS.getName();
    }

    @Override
    public Selection select(Session snapshot, int limit, SegmentContent segment) {
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
     * Is appointments with all that belongs to them.
     *
     * @param window what they are due by
     * @param ids the appointments
     * @param appointments their rows as they were written
     * @param parts the rows that belong to them, as they were written
     */
    private record Whole(
            AppointmentWindow window, List<UUID> ids, List<AppointmentsRecord> appointments, List<Record> parts)
            implements Selection {

        @Override
        public int count() {
            return ids.size();
        }

        /** Once the appointments are locked nothing can be added to them; what was changed before shows as a difference. */
        @Override
        public boolean delete(Session tx, KeyDigest.Keys archived) {
            return tx.write(dsl -> {
                List<AppointmentsRecord> locked = Dialect.of(dsl.configuration())
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

        private static KeyDigest.Keys keys(List<AppointmentsRecord> appointments, List<Record> parts) {
            KeyDigest keys = new KeyDigest();
            appointments.forEach(appointment -> keys.add(APPOINTMENTS, appointment));
            parts.forEach(part -> keys.add(tableOf(part), part));
            return keys.end();
        }
    }
}
