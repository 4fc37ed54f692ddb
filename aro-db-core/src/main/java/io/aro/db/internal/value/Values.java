package io.aro.db.internal.value;

import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks of values before they reach the database, so that both engines refuse the same ones with the same message. */
public final class Values {

    /** A plus sign, a country code that does not begin with 0, at most 15 digits (ITU-T E.164). */
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

    /** The first time that PostgreSQL and SQLite both hold, the latter as text that sorts by time. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** The first time after those that can be held, once they are cut to microseconds. */
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /** The largest amount that {@code NUMERIC(10, 2)} holds. */
    private static final BigDecimal LARGEST_AMOUNT = new BigDecimal("99999999.99");

    /** The digits before the point that a long holds next to two after it. */
    private static final int WHOLE_DIGITS = 17;

    private Values() {}

    /** Returns the text if it is present, not blank, free of NUL and not longer than the maximum. */
    public static String text(String field, @Nullable String value, int maximum) {
        String checked = optionalText(field, value, maximum);
        if (checked == null || checked.isBlank()) {
            throw new InvalidValueException(field, "must be present and not blank");
        }
        return checked;
    }

    /** Returns the text, which may be absent, if it is free of NUL and not longer than the maximum. */
    public static @Nullable String optionalText(String field, @Nullable String value, int maximum) {
        if (value == null) {
            return null;
        }
        if (value.codePointCount(0, value.length()) > maximum) {
            throw new InvalidValueException(
                    field, String.format(Locale.ROOT, "must be at most %s characters long", maximum));
        }
        if (value.indexOf('\0') >= 0 || hasLoneSurrogate(value)) {
            throw new InvalidValueException(field, "must be Unicode text without NUL characters");
        }
        return value;
    }

    /** Returns the text that rows are looked up by, of any length, if a row could hold it. */
    public static String wanted(String field, @Nullable String value) {
        return required(field, optionalText(field, value, Integer.MAX_VALUE));
    }

    /** Returns the phone number if it is in E.164 form. */
    public static String phone(String field, @Nullable String value) {
        if (value == null || !E164.matcher(value).matches()) {
            throw new InvalidValueException(field, "must be an E.164 number such as +15551234567");
        }
        return value;
    }

    /** Returns the instant cut to microseconds, which both engines keep; PostgreSQL would round the rest. */
    public static Instant instant(String field, @Nullable Instant value) {
        if (value == null || !isStorable(value)) {
            throw new InvalidValueException(field, "must be a time between the years 1 and 9999");
        }
        return value.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Returns the first microsecond at or after the instant: the bound of a window of which it is the inclusive beginning
     * or the exclusive end.
     *
     * <p>Rows hold whole microseconds, so that these are at or after the bound exactly if they are at or after the instant.
     * An end after the last microsecond that can be held is that one. An inclusive end takes {@link #instant}.
     */
    public static Instant bound(String field, @Nullable Instant value) {
        Instant cut = instant(field, value);
        return cut.equals(value) || cut.equals(LATEST) ? cut : cut.plus(1, ChronoUnit.MICROS);
    }

    /** Returns the instant, clamped to the years that can be stored: no row lies beyond. */
    public static Instant nearest(Instant value) {
        if (value.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return value.isAfter(LATEST) ? LATEST : value;
    }

    /** Tells whether both engines can hold the instant, cut to microseconds. */
    public static boolean isStorable(Instant value) {
        return !value.isBefore(EARLIEST) && value.isBefore(END);
    }

    /** Returns the day if times on it can be held. */
    public static LocalDate day(String field, @Nullable LocalDate value) {
        if (value == null || value.getYear() < 1 || value.getYear() > 9999) {
            throw new InvalidValueException(field, "must be a day between the years 1 and 9999");
        }
        return value;
    }

    /** Returns the list as an immutable copy, each of its elements checked as text. */
    public static List<String> texts(String field, @Nullable List<String> values, int maximum) {
        return required(field, values).stream()
                .map(value -> text(field, value, maximum))
                .toList();
    }

    /** Returns the value if it is present. */
    public static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidValueException(field, "must be present");
        }
        return value;
    }

    /** Returns the number if it is above zero. */
    public static int positive(String field, int value) {
        if (value < 1) {
            throw new InvalidValueException(field, "must be above zero");
        }
        return value;
    }

    /** Returns the number if it is from 0 to 100. */
    public static int percent(String field, int value) {
        if (value < 0 || value > 100) {
            throw new InvalidValueException(field, "must be from 0 to 100");
        }
        return value;
    }

    /**
     * Returns the amount of money with exactly two places.
     *
     * @throws InvalidValueException if it is negative, too large or has a fraction of a cent
     */
    public static BigDecimal money(String field, @Nullable BigDecimal amount) {
        BigDecimal present = required(field, amount);
        if (present.signum() < 0
                || present.compareTo(LARGEST_AMOUNT) > 0
                || present.stripTrailingZeros().scale() > 2) {
            throw new InvalidValueException(
                    field, "must be an amount from 0.00 to 99999999.99 with at most two decimal places");
        }
        return decimal(present);
    }

    /**
     * Returns the value with exactly two places.
     *
     * @throws InvalidValueException if it has more, or more digits than a column of money holds on any engine
     */
    public static BigDecimal decimal(BigDecimal value) {
        // Writing out the digits of 1E+1000000000 would take all memory.
        if ((long) value.precision() - value.scale() > WHOLE_DIGITS) {
            throw tooLarge();
        }
        try {
            return value.setScale(2, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw new InvalidValueException("a decimal column", "must have at most two decimal places");
        }
    }

    /**
     * Returns the value as a whole number of hundredths.
     *
     * @throws InvalidValueException if it has more than two places, or a long does not hold it
     */
    public static long hundredths(BigDecimal value) {
        try {
            return decimal(value).unscaledValue().longValueExact();
        } catch (ArithmeticException e) {
            throw tooLarge();
        }
    }

    /**
     * Returns the constant with the literal.
     *
     * @throws InvalidValueException if there is none; the message lists the literals
     */
    public static <E extends Enum<E>> E constant(
            E[] constants, Function<E, String> literalOf, String field, @Nullable String literal) {
        for (E constant : constants) {
            if (literalOf.apply(constant).equals(literal)) {
                return constant;
            }
        }
        String literals = Arrays.stream(constants).map(literalOf).collect(Collectors.joining(", "));
        throw new InvalidValueException(field, "must be one of " + literals);
    }

    private static InvalidValueException tooLarge() {
        return new InvalidValueException("a decimal column", "must be below 92 quadrillion");
    }

    private static boolean hasLoneSurrogate(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(value.codePointAt(i))) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
