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

/**
 * Checks of values before they reach the database. Both engines refuse the same values with the same messages.
 *
 * <p>Each check returns the value, possibly normalized, or throws an {@link InvalidValueException} with the field's
 * name.
 */
public final class Values {

    /** A plus sign, a country code without leading zero, at most 15 digits (ITU-T E.164). */
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

    /** The earliest time storable on both engines. SQLite stores times as text, sorted by time. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** Exclusive upper bound of storable instants: all earlier instants truncate to {@link #LATEST} or before. */
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /** The largest value of {@code NUMERIC(10, 2)}. */
    private static final BigDecimal LARGEST_AMOUNT = new BigDecimal("99999999.99");

    /** The maximum of whole digits for a decimal with two fraction digits in a {@code long}. */
    private static final int WHOLE_DIGITS = 17;

    private Values() {}

    /**
     * Returns the text if present, not blank, free of NUL and within the maximum length.
     *
     * @param maximum the maximum length in code points
     * @throws InvalidValueException if the text breaks a rule
     */
    public static String text(String field, @Nullable String value, int maximum) {
        String checked = optionalText(field, value, maximum);
        if (checked == null || checked.isBlank()) {
            throw new InvalidValueException(field, "must be present and not blank");
        }
        return checked;
    }

    /**
     * Returns the text if free of NUL and within the maximum length, and null for null.
     *
     * @param maximum the maximum length in code points
     * @throws InvalidValueException if the text breaks a rule, or contains a lone surrogate
     */
    public static @Nullable String optionalText(String field, @Nullable String value, int maximum) {
        if (value == null) {
            return null;
        }
        if (value.length() > maximum && value.codePointCount(0, value.length()) > maximum) {
            throw new InvalidValueException(
                    field, String.format(Locale.ROOT, "must be at most %s characters long", maximum));
        }
        if (!isUnicode(value)) {
            throw new InvalidValueException(field, "must be Unicode text without NUL characters");
        }
        return value;
    }

    /** Returns whether the text is storable on both engines: without a NUL and without a lone surrogate. */
    public static boolean isUnicode(String value) {
        return value.indexOf('\0') < 0 && !hasLoneSurrogate(value);
    }

    /**
     * Returns a search text of any length, if a row could contain it.
     *
     * @throws InvalidValueException if the text is absent, or contains a NUL or a lone surrogate
     */
    public static String wanted(String field, @Nullable String value) {
        return required(field, optionalText(field, value, Integer.MAX_VALUE));
    }

    /**
     * Returns the phone number if in E.164 format, such as {@code +15551234567}.
     *
     * @throws InvalidValueException if the number is absent or in a different format
     */
    public static String phone(String field, @Nullable String value) {
        if (value == null || !E164.matcher(value).matches()) {
            throw new InvalidValueException(field, "must be an E.164 number such as +15551234567");
        }
        return value;
    }

    /**
     * Returns the instant truncated to microseconds, the precision of both engines. PostgreSQL would round instead.
     *
     * @throws InvalidValueException if the instant is absent or outside the years 1 to 9999
     */
    public static Instant instant(String field, @Nullable Instant value) {
        if (value == null || !isStorable(value)) {
            throw new InvalidValueException(field, "must be a time between the years 1 and 9999");
        }
        return value.truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Returns the instant rounded up to microseconds, as the inclusive start or the exclusive end of a time window.
     *
     * <p>Stored times are whole microseconds, so the bound selects exactly the same rows as the instant. An end after
     * the last storable microsecond becomes that microsecond. For an inclusive end, use {@link #instant}.
     *
     * @throws InvalidValueException if the instant is absent or outside the years 1 to 9999
     */
    public static Instant bound(String field, @Nullable Instant value) {
        Instant cut = instant(field, value);
        return cut.equals(value) || cut.equals(LATEST) ? cut : cut.plus(1, ChronoUnit.MICROS);
    }

    /** Returns the instant, clamped to the storable years; no row lies beyond. */
    public static Instant nearest(Instant value) {
        if (value.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return value.isAfter(LATEST) ? LATEST : value;
    }

    /** Returns whether both engines can store the instant, truncated to microseconds. */
    public static boolean isStorable(Instant value) {
        return !value.isBefore(EARLIEST) && value.isBefore(END);
    }

    /**
     * Returns the day if its times can be stored.
     *
     * @throws InvalidValueException if the day is absent or outside the years 1 to 9999
     */
    public static LocalDate day(String field, @Nullable LocalDate value) {
        if (value == null || value.getYear() < 1 || value.getYear() > 9999) {
            throw new InvalidValueException(field, "must be a day between the years 1 and 9999");
        }
        return value;
    }

    /**
     * Returns an immutable copy of the list, with each element checked by {@link #text}.
     *
     * @param maximum the maximum length of an element in code points
     * @throws InvalidValueException if the list is absent, or an element breaks a rule
     */
    public static List<String> texts(String field, @Nullable List<String> values, int maximum) {
        return required(field, values).stream()
                .map(value -> text(field, value, maximum))
                .toList();
    }

    /**
     * Returns the value if present.
     *
     * @throws InvalidValueException if the value is null
     */
    public static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidValueException(field, "must be present");
        }
        return value;
    }

    /**
     * Returns the number if above zero.
     *
     * @throws InvalidValueException if the number is zero or negative
     */
    public static int positive(String field, int value) {
        if (value < 1) {
            throw new InvalidValueException(field, "must be above zero");
        }
        return value;
    }

    /**
     * Returns the number if between 0 and 100, both inclusive.
     *
     * @throws InvalidValueException if the number is out of range
     */
    public static int percent(String field, int value) {
        if (value < 0 || value > 100) {
            throw new InvalidValueException(field, "must be from 0 to 100");
        }
        return value;
    }

    /**
     * Returns the amount of money with exactly two decimal places.
     *
     * @throws InvalidValueException if the amount is absent, negative, above 99999999.99, or has a fraction of a cent
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
     * Returns the value with exactly two decimal places.
     *
     * @throws InvalidValueException if the value has more decimal places, or more than 17 whole digits
     */
    public static BigDecimal decimal(BigDecimal value) {
        // Expanding 1E+1000000000 would exhaust the memory.
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
     * Returns the value in whole hundredths.
     *
     * @throws InvalidValueException if the value has more than two decimal places, or overflows a {@code long}
     */
    public static long hundredths(BigDecimal value) {
        try {
            return decimal(value).unscaledValue().longValueExact();
        } catch (ArithmeticException e) {
            throw tooLarge();
        }
    }

    /**
     * Returns the enum constant with the literal.
     *
     * @throws InvalidValueException if no constant has the literal; the message lists all literals
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
