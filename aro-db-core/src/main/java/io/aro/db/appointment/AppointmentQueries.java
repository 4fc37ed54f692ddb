package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.value.Values;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.PageRequest;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.SortField;

/** Holds the queries for appointments by their time, each in the order of an index. */
final class AppointmentQueries {

    static final List<SortField<?>> EARLIEST_FIRST = List.of(APPOINTMENTS.DATE.asc(), APPOINTMENTS.ID.asc());
    static final List<SortField<?>> LATEST_FIRST = List.of(APPOINTMENTS.DATE.desc(), APPOINTMENTS.ID.desc());

    private AppointmentQueries() {}

    /** The statuses are literals, so that both planners see that the partial index of upcoming ones serves. */
    static Condition upcoming() {
        return APPOINTMENTS.STATUS.in(
                inline(AppointmentStatus.BOOKED, APPOINTMENTS.STATUS),
                inline(AppointmentStatus.CONFIRMED, APPOINTMENTS.STATUS));
    }

    /** Returns the upcoming appointments that meet the condition, the next first, at most so many. */
    static List<Appointment> upcoming(Session session, Condition condition, int limit) {
        return session.read(dsl -> dsl.selectFrom(APPOINTMENTS)
                .where(Dialect.of(dsl.configuration()).likely(upcoming()))
                .and(condition)
                .orderBy(EARLIEST_FIRST)
                .limit(limit)
                .fetch(AppointmentRows::toAppointment));
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
}
