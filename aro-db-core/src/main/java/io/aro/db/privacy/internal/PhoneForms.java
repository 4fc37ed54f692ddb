package io.aro.db.privacy.internal;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The ways in which a phone number is written.
 *
 * <p>It may have the prefix of the country ({@code +1 202 555 0101}, {@code 001-202-555-0101}, {@code +44 (0)20 7946 0958}) or
 * the form of its own country ({@code (202) 555-0101}, {@code 020 7946 0958}). In the latter form it may be the number of
 * somebody in another country, which an erasure takes for a mention all the same; a number of less than seven digits
 * must have its prefix. Up to four spaces, dashes, dots, slashes or brackets may stand between two digits.
 *
 * @param shortest the digits that each form has, in their order
 * @param pattern finds each form in a folded text
 */
record PhoneForms(String shortest, Pattern pattern) {

    private static final String SEPARATORS = "[\\s\\p{Z}\\p{Pd}\\p{Ps}\\p{Pe}./\\\\_·•~]{0,4}";
    private static final int LONG_ENOUGH = 7;

    /** The country codes of two digits of ITU-T E.164; those that begin with 1 or 7 have one digit, all others three. */
    private static final Set<String> OF_TWO_DIGITS = Set.of(
            "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
            "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
            "86", "90", "91", "92", "93", "94", "95", "98");

    /** Returns the forms of a number in E.164 form, with its plus sign. */
    static PhoneForms of(String phone) {
        String digits = phone.substring(1);
        int prefix = Math.min(lengthOfCountryCode(digits), digits.length());
        String national = digits.substring(prefix);
        if (national.length() < LONG_ENOUGH) {
            return new PhoneForms(digits, Pattern.compile(alone(separated(digits))));
        }
        String country = separated(digits.substring(0, prefix));
        String abroad = "(?:00|011)?" + SEPARATORS + country + SEPARATORS + "(?:0" + SEPARATORS + ")?";
        String atHome = "(?<![+][0-9]{1,3}" + SEPARATORS + ")(?:0|8|06)?" + SEPARATORS;
        return new PhoneForms(
                national, Pattern.compile(alone("(?:" + abroad + "|" + atHome + ")" + separated(national))));
    }

    private static int lengthOfCountryCode(String digits) {
        if (digits.startsWith("1") || digits.startsWith("7")) {
            return 1;
        }
        return digits.length() > 1 && OF_TWO_DIGITS.contains(digits.substring(0, 2)) ? 2 : 3;
    }

    private static String alone(String form) {
        return "(?<![0-9])" + form + "(?![0-9])";
    }

    private static String separated(String digits) {
        return String.join(SEPARATORS, digits.split(""));
    }
}
