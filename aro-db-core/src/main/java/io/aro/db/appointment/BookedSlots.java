package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.inline;

import io.aro.db.internal.Dialect;
import io.aro.db.internal.Values;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SelectSeekStep2;

/** Holds the queries for appointments by their time, each in the order of an index. */
final class BookedSlots {

    private BookedSlots() {}

    /** The statuses are literals, so that both planners see that the partial index of upcoming ones serves. */
    static Condition upcoming() {
        return APPOINTMENTS.STATUS.in(
                inline(AppointmentStatus.BOOKED, APPOINTMENTS.STATUS),
                inline(AppointmentStatus.CONFIRMED, APPOINTMENTS.STATUS));
    }

    /** Returns the query for upcoming appointments that meet the condition, the next first. */
    static SelectSeekStep2<AppointmentsRecord, Instant, UUID> upcoming(DSLContext dsl, Condition condition) {
        return inOrder(dsl, Dialect.of(dsl.configuration()).likely(upcoming()).and(condition));
    }

    /** Returns the query for appointments that meet the condition, whatever their status, the earliest first. */
    static SelectSeekStep2<AppointmentsRecord, Instant, UUID> inOrder(DSLContext dsl, Condition condition) {
        return dsl.selectFrom(APPOINTMENTS).where(condition).orderBy(APPOINTMENTS.DATE, APPOINTMENTS.ID);
    }

    /** Returns the query for the appointments of a customer, the latest first. */
    static SelectSeekStep2<AppointmentsRecord, Instant, UUID> ofCustomer(DSLContext dsl, UUID customerId) {
        return dsl.selectFrom(APPOINTMENTS)
                .where(APPOINTMENTS.CUSTOMER_ID.eq(customerId))
                .orderBy(APPOINTMENTS.DATE.desc(), APPOINTMENTS.ID.desc());
    }

    /** Returns the condition of a window that a caller asks for. */
    static Condition window(Instant from, Instant until) {
        return within(Values.instant("from", from), Values.instant("until", until));
    }

    /** Returns the condition that an appointment begins at or after one time and before another. */
    static Condition within(Instant from, Instant until) {
        return APPOINTMENTS.DATE.ge(from).and(APPOINTMENTS.DATE.lt(until));
    }
}
