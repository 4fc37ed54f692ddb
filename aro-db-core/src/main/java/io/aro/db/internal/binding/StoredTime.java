package io.aro.db.internal.binding;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The one form of a time on SQLite: 32 characters, always in UTC and with six digits of a second, as in
 * {@code 2026-03-01 10:00:00.500000+00:00}.
 *
 * <p>Texts of this form sort as their times do, which SQLite's comparisons rest on.
 */
public final class StoredTime {

    private static final String ZONE = "+00:00";
    private static final int LENGTH = "2026-03-01 10:00:00.500000".length();
    private static final int NANOS_OF_A_MICRO = 1000;

    private StoredTime() {}

    /** Returns a time between the years 1 and 9999, in microseconds, as text. */
    static String format(Instant time) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(LENGTH + ZONE.length());
        digits(text, at.getYear(), 4).append('-');
        digits(text, at.getMonthValue(), 2).append('-');
        digits(text, at.getDayOfMonth(), 2).append(' ');
        digits(text, at.getHour(), 2).append(':');
        digits(text, at.getMinute(), 2).append(':');
        digits(text, at.getSecond(), 2).append('.');
        return digits(text, at.getNano() / NANOS_OF_A_MICRO, 6).append(ZONE).toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int length) {
        String digits = Integer.toString(number);
        return text.repeat('0', length - digits.length()).append(digits);
    }

    /**
     * Returns the time that a text of the form stands for.
     *
     * @throws DateTimeException if it is of another form, or there is no such time
     */
    static Instant parse(String text) {
        if (text.length() != LENGTH + ZONE.length() || !text.endsWith(ZONE)) {
            throw new DateTimeException("The text is not of the one form.");
        }
        int year = number(text, 0, 4, '-');
        int month = number(text, 5, 7, '-');
        int day = number(text, 8, 10, ' ');
        int hour = number(text, 11, 13, ':');
        int minute = number(text, 14, 16, ':');
        int second = number(text, 17, 19, '.');
        int micros = number(text, 20, LENGTH, '+');
        return LocalDateTime.of(year, month, day, hour, minute, second, micros * NANOS_OF_A_MICRO)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int until, char next) {
        int number = 0;
        for (int i = from; i < until; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                throw new DateTimeException("A digit is missing.");
            }
            number = number * 10 + digit - '0';
        }
        if (text.charAt(until) != next) {
            throw new DateTimeException("A separator is missing.");
        }
        return number;
    }
}
