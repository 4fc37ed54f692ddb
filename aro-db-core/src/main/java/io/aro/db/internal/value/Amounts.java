package io.aro.db.internal.value;

import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Checks and converts decimals with two places, without ever rounding. */
public final class Amounts {

    /** The largest amount that {@code NUMERIC(10, 2)} holds. */
    private static final BigDecimal MAXIMUM = new BigDecimal("99999999.99");

    /** How many digits before the point a long holds next to two after it. */
    private static final int MAXIMUM_DIGITS = 17;

    private Amounts() {}

    /**
     * Returns the amount of money with exactly two places.
     *
     * @throws InvalidValueException if it is negative, too large or has a fraction of a cent
     */
    public static BigDecimal money(String field, BigDecimal amount) {
        if (amount.signum() < 0
                || amount.compareTo(MAXIMUM) > 0
                || amount.stripTrailingZeros().scale() > 2) {
            throw new InvalidValueException(
                    field, "must be an amount from 0.00 to 99999999.99 with at most two decimal places");
        }
        return exact(amount);
    }

    /**
     * Returns the value with exactly two places.
     *
     * @throws InvalidValueException if it has more, or more digits than a column of money holds on any engine
     */
    public static BigDecimal exact(BigDecimal value) {
        // Writing out the digits of 1E+1000000000 would take all memory.
        if ((long) value.precision() - value.scale() > MAXIMUM_DIGITS) {
            throw tooLarge();
        }
        try {
            return value.setScale(2, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw new InvalidValueException("a decimal column", "must have at most two decimal places");
        }
    }

    /** Returns the value as a whole number of hundredths. */
    public static long toHundredths(BigDecimal value) {
        try {
            return exact(value).unscaledValue().longValueExact();
        } catch (ArithmeticException e) {
            throw tooLarge();
        }
    }

    private static InvalidValueException tooLarge() {
        return new InvalidValueException("a decimal column", "must be below 92 quadrillion");
    }
}
