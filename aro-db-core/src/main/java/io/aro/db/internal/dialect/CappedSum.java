package io.aro.db.internal.dialect;

import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.val;

import java.math.BigDecimal;
import org.jooq.Field;

/**
 * The sum of a column and a number, capped at zero and at the column's greatest value.
 *
 * <p>A count or a sum that follows from an event must not stand in the way of the event. No step of the sum overflows on
 * either engine: the column is brought down before something is added, and up before something is taken away.
 */
public final class CappedSum {

    /** The greatest value of {@code NUMERIC(17, 2)}. */
    static final BigDecimal GREATEST_AMOUNT = new BigDecimal("999999999999999.99");

    private CappedSum() {}

    /** Returns the sum of a counter of 64 bits and a number, which may be negative. */
    public static Field<Long> of(Field<Long> counter, long number) {
        return number <= 0
                ? greatest(counter, inline(-number)).plus(inline(number))
                : least(counter, inline(Long.MAX_VALUE - number)).plus(inline(number));
    }

    /** Returns the sum of a column of {@code NUMERIC(17, 2)} and an amount, which may be negative. */
    public static Field<BigDecimal> of(Field<BigDecimal> column, BigDecimal amount) {
        Field<BigDecimal> added = val(amount, column);
        return amount.signum() <= 0
                ? greatest(column, val(amount.negate(), column)).plus(added)
                : least(column, val(GREATEST_AMOUNT.subtract(amount), column)).plus(added);
    }
}
