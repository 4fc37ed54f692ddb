package io.aro.db.appointment;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Field;
import org.jooq.TableField;

/**
 * The new values of a customer's counters, as SQL expressions. Mutable, confined to one statement.
 *
 * <p>Counters saturate at zero and at the column's maximum: an overflow must never reject an appointment. The
 * expression clamps the column before each addition or subtraction. Hence no intermediate result overflows on either
 * engine.
 */
final class CounterChanges {

    /** The maximum of {@code NUMERIC(17, 2)}. */
    private static final BigDecimal GREATEST_AMOUNT = new BigDecimal("999999999999999.99");

    /** The largest count with an exact share: 20,000 times this stays below 2^63. */
    private static final long EXACT_UP_TO = 400_000_000_000_000L;

    private final Map<TableField<CustomersRecord, ?>, Field<?>> values = new LinkedHashMap<>();
    private final Dialect dialect;

    CounterChanges(Dialect dialect) {
        this.dialect = dialect;
    }

    Map<TableField<CustomersRecord, ?>, Field<?>> values() {
        return values;
    }

    /** Returns the largest lifetime value with room for an amount. */
    static BigDecimal ceiling(BigDecimal amount) {
        return GREATEST_AMOUNT.subtract(amount);
    }

    /** Adds a number to a counter. The number may be negative. */
    CounterChanges add(TableField<CustomersRecord, Long> counter, long number) {
        values.put(
                counter,
                number <= 0
                        ? greatest(counter, inline(-number)).plus(inline(number))
                        : least(counter, inline(Long.MAX_VALUE - number)).plus(inline(number)));
        return this;
    }

    /** Adds an amount to the lifetime value. */
    CounterChanges addValue(Field<BigDecimal> amount, Field<BigDecimal> ceiling) {
        values.put(
                CUSTOMERS.LIFETIME_VALUE,
                least(CUSTOMERS.LIFETIME_VALUE, ceiling).plus(amount));
        return this;
    }

    /** Subtracts an amount from the lifetime value; both arguments are the amount. */
    CounterChanges subtractValue(Field<BigDecimal> floor, Field<BigDecimal> amount) {
        values.put(
                CUSTOMERS.LIFETIME_VALUE,
                greatest(CUSTOMERS.LIFETIME_VALUE, floor).minus(amount));
        return this;
    }

    /** Adds new appointments, up to the ceiling of the counter before the addition. */
    CounterChanges book(Field<Long> number, Field<Long> ceiling) {
        return count(least(CUSTOMERS.APPOINTMENT_COUNT, ceiling).plus(number), atLeastZero(CUSTOMERS.CONFIRMED_COUNT));
    }

    /** Adds a confirmed appointment. */
    CounterChanges confirm() {
        return count(
                atLeastZero(CUSTOMERS.APPOINTMENT_COUNT),
                least(CUSTOMERS.CONFIRMED_COUNT, inline(Long.MAX_VALUE - 1)).plus(inline(1L)));
    }

    private static Field<Long> atLeastZero(Field<Long> counter) {
        return greatest(counter, inline(0L));
    }

    /**
     * Sets both counts and recomputes the confirmation rate.
     *
     * <p>The rate is in hundredths of a percent, rounded half up in 64-bit integers: (20000 c + n) / 2 n.
     *
     * <p>Above 400 trillion appointments, both counts are first divided by a common divisor. The error is below the
     * rounding. This prevents an overflow at any count.
     */
    private CounterChanges count(Field<Long> all, Field<Long> ofThem) {
        Field<Long> divisor = all.div(inline(EXACT_UP_TO)).plus(inline(1L));
        Field<Long> n = all.div(divisor);
        Field<Long> share = ofThem.div(divisor).times(inline(20_000L)).plus(n).div(n.times(inline(2L)));
        values.put(CUSTOMERS.APPOINTMENT_COUNT, all);
        values.put(CUSTOMERS.CONFIRMED_COUNT, ofThem);
        values.put(CUSTOMERS.CONFIRMATION_RATE, dialect.hundredths(share, CUSTOMERS.CONFIRMATION_RATE));
        return this;
    }
}
