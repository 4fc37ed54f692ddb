package io.aro.db.appointment;

import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.val;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * The writer of a customer's counters, confirmation rate and lifetime value.
 *
 * <p>Every change is an increment, never a value read before. Transitions of one customer may therefore commit in any
 * order. Corrections subtract.
 *
 * <p>Counters saturate at zero and at the column's maximum: an overflow must never reject an appointment. The
 * expression clamps the column before each addition or subtraction. Hence no intermediate result overflows on either
 * engine.
 */
final class CustomerCounterWriter {

    /** The maximum of {@code NUMERIC(17, 2)}. */
    private static final BigDecimal GREATEST_AMOUNT = new BigDecimal("999999999999999.99");

    /** The largest count with an exact share: 20,000 times this stays below 2^63. */
    private static final long EXACT_UP_TO = 400_000_000_000_000L;

    private final Map<TableField<CustomersRecord, ?>, Field<?>> changes = new HashMap<>();
    private final Dialect dialect;

    private CustomerCounterWriter(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Returns the update for a customer's new appointments. */
    static Query afterBooking(Dialect dialect, UUID customerId, int appointments, Instant now) {
        CustomerCounterWriter standing = new CustomerCounterWriter(dialect);
        standing.count(appointments, 0);
        return standing.update(customerId, now);
    }

    /** Returns the update for a transition; empty for a transition without effect on counters. */
    static Optional<Query> afterMove(Dialect dialect, Appointment moved, StatusTransition move) {
        CustomerCounterWriter standing = new CustomerCounterWriter(dialect);
        AppointmentStatus from = moved.previousStatus().getLast();
        if (move.correction()) {
            standing.add(from, moved.serviceCost().negate(), -1);
        }
        if (moved.status() != CONFIRMED) {
            standing.add(moved.status(), moved.serviceCost(), 1);
        } else if (!moved.previousStatus().contains(CONFIRMED)) {
            standing.count(0, 1);
        }
        return standing.changes.isEmpty()
                ? Optional.empty()
                : Optional.of(standing.update(moved.customerId(), moved.updatedAt()));
    }

    /** Returns the update for a paid deposit. */
    static Query afterDeposit(Dialect dialect, Appointment paid) {
        CustomerCounterWriter standing = new CustomerCounterWriter(dialect);
        standing.add(CUSTOMERS.DEPOSITS_PAID, 1);
        return standing.update(paid.customerId(), paid.updatedAt());
    }

    private void add(AppointmentStatus status, BigDecimal cost, long number) {
        switch (status) {
            case CANCELLED -> add(CUSTOMERS.CANCEL_COUNT, number);
            case NO_SHOW -> add(CUSTOMERS.NO_SHOW_COUNT, number);
            case RESCHEDULED -> add(CUSTOMERS.RESCHEDULE_COUNT, number);
            case COMPLETED -> changes.put(CUSTOMERS.LIFETIME_VALUE, sum(CUSTOMERS.LIFETIME_VALUE, cost));
            case BOOKED, CONFIRMED, IN_PROGRESS -> {}
        }
    }

    private void add(TableField<CustomersRecord, Long> counter, long number) {
        changes.put(counter, sum(counter, number));
    }

    /**
     * Adds to both counts and recomputes the confirmation rate.
     *
     * <p>The rate is in hundredths of a percent, rounded half up in 64-bit integers: (20000 c + n) / 2 n.
     *
     * <p>Above 400 trillion appointments, both counts are first divided by a common divisor. The error is below the
     * rounding. This prevents an overflow at any count.
     */
    private void count(int booked, int confirmed) {
        Field<Long> all = sum(CUSTOMERS.APPOINTMENT_COUNT, booked);
        Field<Long> ofThem = sum(CUSTOMERS.CONFIRMED_COUNT, confirmed);
        Field<Long> divisor = all.div(inline(EXACT_UP_TO)).plus(inline(1L));
        Field<Long> n = all.div(divisor);
        Field<Long> share = ofThem.div(divisor).times(inline(20_000L)).plus(n).div(n.times(inline(2L)));
        changes.put(CUSTOMERS.APPOINTMENT_COUNT, all);
        changes.put(CUSTOMERS.CONFIRMED_COUNT, ofThem);
        changes.put(CUSTOMERS.CONFIRMATION_RATE, dialect.hundredths(share, CUSTOMERS.CONFIRMATION_RATE));
    }

    /** Returns the saturated sum of a 64-bit counter and a number, possibly negative. */
    private static Field<Long> sum(Field<Long> counter, long number) {
        return number <= 0
                ? greatest(counter, inline(-number)).plus(inline(number))
                : least(counter, inline(Long.MAX_VALUE - number)).plus(inline(number));
    }

    /** Returns the saturated sum of a {@code NUMERIC(17, 2)} column and an amount, possibly negative. */
    private static Field<BigDecimal> sum(Field<BigDecimal> column, BigDecimal amount) {
        Field<BigDecimal> added = val(amount, column);
        return amount.signum() <= 0
                ? greatest(column, val(amount.negate(), column)).plus(added)
                : least(column, val(GREATEST_AMOUNT.subtract(amount), column)).plus(added);
    }

    private Query update(UUID customerId, Instant now) {
        return DSL.update(CUSTOMERS).set(changes).set(CUSTOMERS.UPDATED_AT, now).where(CUSTOMERS.ID.eq(customerId));
    }
}
