package io.aro.db.phone;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The digits of a written phone number, without label and separators.
 *
 * @param readings the possible readings, plainest first; each has an optional plus sign and ASCII digits
 * @param mayBeNew whether a number unknown to the plans is acceptable; false for text with a slash, possibly two
 *     numbers
 */
record WrittenPhone(List<String> readings, boolean mayBeNew) {

    private static final int LONGEST = 100;

    /** The label before the first digit or plus sign, and the number. */
    private static final Pattern LABELLED = Pattern.compile("([^0-9+]*)(.*)", Pattern.DOTALL);

    private static final Pattern DIGITS_AND_SEPARATORS = Pattern.compile("\\+?[0-9 ./\\\\()\\[\\]~_·•-]+");

    /** A number converted to a decimal by a spreadsheet. */
    private static final Pattern OF_A_SPREADSHEET = Pattern.compile("^(\\+?[0-9]{6,})\\.0$");

    private static final Pattern SEPARATORS = Pattern.compile("[^0-9+]");

    /** The trunk zero in brackets after a country code, for domestic callers only. */
    private static final Pattern HOME_ZERO = Pattern.compile("[(\\[]\\s*0\\s*[)\\]]");

    private static final String ABROAD = "00";
    private static final char FULL_WIDTH_FIRST = '\uFF01';
    private static final char FULL_WIDTH_LAST = '\uFF5E';
    private static final int FULL_WIDTH_OFFSET = FULL_WIDTH_FIRST - '!';

    /**
     * Parses a text of at most 100 characters.
     *
     * @throws InvalidValueException if the text is not one phone number in digits
     */
    static WrittenPhone of(String field, @Nullable String written) {
        String plain = plain(Values.text(field, written, LONGEST)).strip();
        Matcher parts = LABELLED.matcher(plain);
        if (!parts.matches() || parts.group(2).chars().noneMatch(WrittenPhone::isDigit)) {
            throw new InvalidValueException(field, "must hold a phone number");
        }
        String label = parts.group(1);
        String number = OF_A_SPREADSHEET.matcher(parts.group(2)).replaceFirst("$1");
        if (!DIGITS_AND_SEPARATORS.matcher(number).matches() || (isDigit(number.charAt(0)) && endsInLetter(label))) {
            throw new InvalidValueException(
                    field, "must be one phone number in digits, without letters, notes or an extension");
        }
        return new WrittenPhone(readings(number), number.indexOf('/') < 0 && number.indexOf('\\') < 0);
    }

    /** Returns the readings: with and without a bracketed zero, and with {@code 00} as a plus sign. */
    private static List<String> readings(String number) {
        String digits = SEPARATORS.matcher(number).replaceAll("");
        String without =
                SEPARATORS.matcher(HOME_ZERO.matcher(number).replaceAll("")).replaceAll("");
        Set<String> readings = new LinkedHashSet<>();
        readings.add(digits);
        if (isAbroad(digits)) {
            readings.add(without);
            readings.add(international(digits));
            readings.add(international(without));
        }
        return List.copyOf(readings);
    }

    private static boolean isAbroad(String digits) {
        return digits.startsWith("+") || digits.startsWith(ABROAD);
    }

    private static String international(String digits) {
        return digits.startsWith(ABROAD) ? "+" + digits.substring(ABROAD.length()) : digits;
    }

    /** Converts digits, spaces, dashes and full-width forms to ASCII and drops invisible characters. */
    private static String plain(String written) {
        StringBuilder plain = new StringBuilder();
        written.codePoints()
                .filter(point -> Character.getType(point) != Character.FORMAT)
                .map(WrittenPhone::plain)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static int plain(int point) {
        if (Character.isDigit(point)) {
            return Character.forDigit(Character.digit(point, 10), 10);
        }
        if (point >= FULL_WIDTH_FIRST && point <= FULL_WIDTH_LAST) {
            return point - FULL_WIDTH_OFFSET;
        }
        if (isPlus(point)) {
            return '+';
        }
        return switch (Character.getType(point)) {
            case Character.DASH_PUNCTUATION -> '-';
            case Character.SPACE_SEPARATOR -> ' ';
            default -> isDash(point) ? '-' : isBlank(point) ? ' ' : point;
        };
    }

    /** Returns whether the character serves as a dash: the minus sign or a Japanese vowel mark. */
    private static boolean isDash(int point) {
        return point == '\u2212' || point == '\u30FC' || point == '\uFF70';
    }

    /** Returns whether the character is a small, superscript or heavy plus sign. */
    private static boolean isPlus(int point) {
        return point == '\uFE62' || point == '\u207A' || point == '\u2795';
    }

    private static boolean isBlank(int point) {
        return point == '\t';
    }

    private static boolean isDigit(int point) {
        return point >= '0' && point <= '9';
    }

    private static boolean endsInLetter(String label) {
        return !label.isEmpty() && Character.isLetter(label.codePointBefore(label.length()));
    }
}
