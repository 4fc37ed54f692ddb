package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.value.Values;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Changes;
import io.aro.db.repository.PageRequest;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.TableField;

/** Conditions and reads of appointments, each served by an index. */
final class AppointmentQueries {

    static final List<SortField<?>> EARLIEST_FIRST = List.of(APPOINTMENTS.DATE.asc(), APPOINTMENTS.ID.asc());
    static final List<SortField<?>> LATEST_FIRST = List.of(APPOINTMENTS.DATE.desc(), APPOINTMENTS.ID.desc());

    /** The columns that the methods of the repository keep right, so that no plain update may touch them. */
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

    private AppointmentQueries() {}

    /** The statuses are literals, so that both planners see that the partial index of upcoming ones serves. */
    static Condition upcoming() {
        return APPOINTMENTS.STATUS.in(
                inline(AppointmentStatus.BOOKED, APPOINTMENTS.STATUS),
                inline(AppointmentStatus.CONFIRMED, APPOINTMENTS.STATUS));
    }

    /** Returns the upcoming appointments that meet the condition, the next first, up to {@code limit}. */
    static List<Appointment> upcoming(Session session, Condition condition, int limit) {
        return session.read(dsl -> dsl.selectFrom(APPOINTMENTS)
                .where(Dialect.of(dsl.configuration()).likely(upcoming()))
                .and(condition)
                .orderBy(EARLIEST_FIRST)
                .limit(limit)
                .fetch(Appointment::of));
    }

    /** Returns the request itself if it is sorted, else one for the earliest first. */
    static PageRequest earliestFirst(PageRequest request) {
        return request.isSorted() ? request : request.ascending(APPOINTMENTS.DATE);
    }

    /** Returns the request itself if it is sorted, else one for the latest first. */
    static PageRequest latestFirst(PageRequest request) {
        return request.isSorted() ? request : request.descending(APPOINTMENTS.DATE);
    }

    /** Returns the condition that an appointment has not begun. */
    static Condition stillToBegin(Session session) {
        return APPOINTMENTS.DATE.ge(session.now());
    }

    /** Returns the condition that an appointment is of the customer and has not begun. */
    static Condition stillToBegin(Session session, UUID customerId) {
        return APPOINTMENTS.CUSTOMER_ID.eq(customerId).and(stillToBegin(session));
    }

    /** Returns the request for a page of the upcoming appointments that have not begun, the next first unless it is sorted. */
    static PageRequest stillToBegin(Session session, PageRequest request) {
        Condition upcoming = session.read(dsl -> Dialect.of(dsl.configuration()).likely(upcoming()));
        return earliestFirst(request).where(upcoming).where(stillToBegin(session));
    }

    /** Returns the condition that an appointment is of the provider and begins in a window. */
    static Condition ofProvider(String provider, Instant from, Instant until) {
        return APPOINTMENTS.PROVIDER.eq(Values.wanted("provider", provider)).and(window(from, until));
    }

    /** Returns the condition of a window that a caller asks for. */
    static Condition window(Instant from, Instant until) {
        return within(Values.bound("from", from), Values.bound("until", until));
    }

    /** Returns the condition that an appointment begins at or after one time and before another. */
    static Condition within(Instant from, Instant until) {
        return APPOINTMENTS.DATE.ge(from).and(APPOINTMENTS.DATE.lt(until));
    }

    /** Returns the condition that an appointment is of the customer and not archived. */
    static Condition ofCustomer(UUID customerId) {
        return APPOINTMENTS.CUSTOMER_ID.eq(customerId).and(APPOINTMENTS.ARCHIVED_AT.isNull());
    }

    /** Returns the condition that an appointment is of the customer and archived. */
    static Condition archivedOfCustomer(UUID customerId) {
        return APPOINTMENTS.CUSTOMER_ID.eq(customerId).and(APPOINTMENTS.ARCHIVED_AT.isNotNull());
    }

    /**
     * Returns the condition that an appointment is not archived and begins when clocks of the zone show the day, which may
     * have 23 hours or 25.
     */
    static Condition onDay(LocalDate day, ZoneId zone) {
        return ZonedDay.of(Values.day("day", day), Values.required("zone", zone)).stream()
                .map(AppointmentQueries::during)
                .reduce(Condition::or)
                .orElse(falseCondition())
                .and(APPOINTMENTS.ARCHIVED_AT.isNull());
    }

    /** Of the years that can be stored the first day may begin before them, and the last end after. */
    private static Condition during(ZonedDay.Stretch stretch) {
        Instant from = Values.nearest(stretch.from());
        return Values.isStorable(stretch.until()) ? within(from, stretch.until()) : APPOINTMENTS.DATE.ge(from);
    }

    /** An archived appointment stays as it is, and so does a cost that the customer's lifetime value has counted. */
    static Condition updatable(Changes<AppointmentsRecord> changes) {
        requireExternalId(changes);
        Condition open = APPOINTMENTS.ARCHIVED_AT.isNull();
        return changes.contain(APPOINTMENTS.SERVICE_COST)
                ? open.and(APPOINTMENTS.STATUS.ne(AppointmentStatus.COMPLETED))
                : open;
    }

    /** Refuses new values of an external id that no booking may have. */
    private static void requireExternalId(Changes<AppointmentsRecord> changes) {
        changes.valueOf(APPOINTMENTS.EXTERNAL_SOURCE)
                .ifPresent(source -> ExternalId.requireSource(APPOINTMENTS.EXTERNAL_SOURCE.getName(), source));
        changes.valueOf(APPOINTMENTS.EXTERNAL_ID)
                .ifPresent(id -> ExternalId.requireId(APPOINTMENTS.EXTERNAL_ID.getName(), id));
    }

    /** Returns the answer to changes of an appointment that is not {@link #updatable} for them. */
    static RefusedChangeException notUpdatable(UUID id, Appointment actual) {
        return actual.archivedAt() != null
                ? ArchiveWriter.refusal(id)
                : new RefusedChangeException("appointment", id, "is completed and its cost is counted; leave the cost");
    }

    /** Returns the query for the customer of an appointment. */
    static Select<Record1<UUID>> ownerOf(UUID id) {
        return select(APPOINTMENTS.CUSTOMER_ID).from(APPOINTMENTS).where(APPOINTMENTS.ID.eq(id));
    }

    /** Returns the one appointment that meets the condition, as the primary has it; a replica may lag. */
    static Optional<Appointment> findCurrent(Session session, Condition condition) {
        return session.readPrimary(
                dsl -> dsl.selectFrom(APPOINTMENTS).where(condition).fetchOptional(Appointment::of));
    }

    /**
     * Returns the appointment, as the primary has it.
     *
     * @throws NotFoundException if there is none
     */
    static Appointment getCurrent(Session session, UUID id) {
        return findCurrent(session, APPOINTMENTS.ID.eq(id)).orElseThrow(() -> new NotFoundException("appointment", id));
    }

    /** Returns the moves of an appointment after the one with a number, in their order, up to {@code limit}. */
    static List<AppointmentTransition> transitions(Session session, UUID appointmentId, int after, int limit) {
        return session.read(dsl -> dsl.selectFrom(APPOINTMENT_TRANSITIONS)
                .where(APPOINTMENT_TRANSITIONS.APPOINTMENT_ID.eq(appointmentId))
                .and(APPOINTMENT_TRANSITIONS.SEQUENCE.gt(after))
                .orderBy(APPOINTMENT_TRANSITIONS.SEQUENCE)
                .limit(limit)
                .fetch(AppointmentTransition::of));
    }
}
