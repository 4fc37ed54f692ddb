package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.internal.value.Values;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Changes;
import io.aro.db.repository.PageRequest;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/** Conditions and queries for appointments, each served by an index. */
final class AppointmentQueries {

    static final List<SortField<?>> EARLIEST_FIRST = List.of(APPOINTMENTS.DATE.asc(), APPOINTMENTS.ID.asc());
    static final List<SortField<?>> LATEST_FIRST = List.of(APPOINTMENTS.DATE.desc(), APPOINTMENTS.ID.desc());

    /** The columns maintained by methods of the repository. {@link AppointmentRepository#update} rejects them. */
    static final Set<TableField<AppointmentsRecord, ?>> MANAGED = Set.of(
            APPOINTMENTS.CUSTOMER_ID,
            APPOINTMENTS.STATUS,
            APPOINTMENTS.PREVIOUS_STATUS,
            APPOINTMENTS.VERSION,
            APPOINTMENTS.AT_LAST_TRANSITION,
            APPOINTMENTS.CONFIRMATION_RECEIVED,
            APPOINTMENTS.CONFIRMATION_DATE,
            APPOINTMENTS.DEPOSIT_REQUIRED,
            APPOINTMENTS.DEPOSIT_AMOUNT,
            APPOINTMENTS.DEPOSIT_PAID,
            APPOINTMENTS.DEPOSIT_PAYMENT_ID,
            APPOINTMENTS.CREATED_AT,
            APPOINTMENTS.COMPLETED_AT,
            APPOINTMENTS.CANCELLED_AT,
            APPOINTMENTS.ARCHIVED_AT,
            APPOINTMENTS.RESCHEDULED_FROM);

    private static final Parameter<UUID> APPOINTMENT = Parameter.of(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID);
    private static final Parameter<Integer> AFTER = Parameter.of(APPOINTMENT_TRANSITIONS.SEQUENCE);

    private static final StatementTemplate TRANSITIONS = StatementTemplate.of(
            List.of(APPOINTMENT, AFTER, Parameter.LIMIT),
            dialect -> DSL.selectFrom(APPOINTMENT_TRANSITIONS)
                    .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(APPOINTMENT.field()))
                    .and(APPOINTMENT_TRANSITIONS.SEQUENCE.gt(AFTER.field()))
                    .orderBy(APPOINTMENT_TRANSITIONS.SEQUENCE)
                    .limit(Parameter.limit()));

    private AppointmentQueries() {}

    /**
     * Returns the condition for booked and confirmed appointments.
     *
     * <p>The statuses are inlined. Bind parameters would hide the partial index from both planners.
     */
    static Condition upcoming() {
        return APPOINTMENTS.STATUS.in(
                inline(AppointmentStatus.BOOKED, APPOINTMENTS.STATUS),
                inline(AppointmentStatus.CONFIRMED, APPOINTMENTS.STATUS));
    }

    /** Returns the request, sorted by start time unless the caller has set an order. */
    static PageRequest earliestFirst(PageRequest request) {
        return request.isSorted() ? request : request.ascending(APPOINTMENTS.DATE);
    }

    /** Returns the request, sorted by start time in descending order unless the caller has set an order. */
    static PageRequest latestFirst(PageRequest request) {
        return request.isSorted() ? request : request.descending(APPOINTMENTS.DATE);
    }

    /** Returns the condition for appointments starting now or later. */
    static Condition stillToBegin(Session session) {
        return APPOINTMENTS.DATE.ge(session.now());
    }

    /**
     * Returns the request, limited to upcoming appointments starting now or later.
     *
     * <p>Sorts by start time unless the caller has set an order.
     */
    static PageRequest stillToBegin(Session session, PageRequest request) {
        Condition upcoming = session.read(dsl -> Dialect.of(dsl.configuration()).likely(upcoming()));
        return earliestFirst(request).where(upcoming).where(stillToBegin(session));
    }

    /** Returns the condition for a start time from {@code from} (inclusive) until {@code until} (exclusive). */
    static Condition within(Instant from, Instant until) {
        return APPOINTMENTS.DATE.ge(from).and(APPOINTMENTS.DATE.lt(until));
    }

    /** Returns the condition for a customer's non-archived appointments. */
    static Condition ofCustomer(UUID customerId) {
        return APPOINTMENTS.CUSTOMER_ID.eq(customerId).and(APPOINTMENTS.ARCHIVED_AT.isNull());
    }

    /** Returns the condition for a customer's archived appointments. */
    static Condition archivedOfCustomer(UUID customerId) {
        return APPOINTMENTS.CUSTOMER_ID.eq(customerId).and(APPOINTMENTS.ARCHIVED_AT.isNotNull());
    }

    /**
     * Returns the condition for the non-archived appointments of a calendar day.
     *
     * <p>The day follows the clocks of the zone and may have 23 or 25 hours.
     *
     * @throws InvalidValueException if the day is outside the years 1 to 9999
     */
    static Condition onDay(LocalDate day, ZoneId zone) {
        return ZonedDay.of(Values.day("day", day), Values.required("zone", zone)).stream()
                .map(AppointmentQueries::during)
                .reduce(Condition::or)
                .orElse(falseCondition())
                .and(APPOINTMENTS.ARCHIVED_AT.isNull());
    }

    /**
     * Returns the condition for one stretch, clamped to the storable years.
     *
     * <p>The first storable day may start before this range, and the last may end after it.
     */
    private static Condition during(ZonedDay.Stretch stretch) {
        Instant from = Values.nearest(stretch.from());
        return Values.isStorable(stretch.until()) ? within(from, stretch.until()) : APPOINTMENTS.DATE.ge(from);
    }

    /**
     * Returns the condition for rows open to the changes.
     *
     * <p>Archived appointments are immutable. The cost of a completed appointment is fixed: it is part of the
     * customer's lifetime value.
     *
     * @throws InvalidValueException if a new external source or id is malformed
     */
    static Condition updatable(Changes<AppointmentsRecord> changes) {
        requireExternalId(changes);
        Condition open = APPOINTMENTS.ARCHIVED_AT.isNull();
        return changes.contain(APPOINTMENTS.SERVICE_COST)
                ? open.and(APPOINTMENTS.STATUS.ne(AppointmentStatus.COMPLETED))
                : open;
    }

    /** Checks a changed external source and id by the rules for bookings. */
    private static void requireExternalId(Changes<AppointmentsRecord> changes) {
        changes.valueOf(APPOINTMENTS.EXTERNAL_SOURCE)
                .ifPresent(source -> ExternalId.requireSource(APPOINTMENTS.EXTERNAL_SOURCE.getName(), source));
        changes.valueOf(APPOINTMENTS.EXTERNAL_ID)
                .ifPresent(id -> ExternalId.requireId(APPOINTMENTS.EXTERNAL_ID.getName(), id));
    }

    /** Returns the exception for a row that fails {@link #updatable}. */
    static RefusedChangeException notUpdatable(UUID id, Appointment actual) {
        return actual.archivedAt() != null
                ? ArchiveWriter.refusal(id)
                : new RefusedChangeException("appointment", id, "is completed and its cost is counted; keep the cost");
    }

    /** Returns a subquery for the customer id of an appointment; empty for an unknown id. */
    static Select<Record1<UUID>> ownerOf(UUID id) {
        return select(APPOINTMENTS.CUSTOMER_ID).from(APPOINTMENTS).where(APPOINTMENTS.ID.eq(id));
    }

    /** Returns the transitions with a sequence above {@code after}, in order, up to {@code limit}. */
    static List<AppointmentTransition> transitions(Session session, UUID appointmentId, int after, int limit) {
        return session.read(TRANSITIONS.with(appointmentId, after, limit).list(AppointmentTransition::of));
    }
}
