package io.aro.db.privacy.internal;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The written forms of a phone number.
 *
 * <p>International forms have the country code, such as {@code +1 202 555 0101} or {@code +44 (0)20 7946 0958}.
 * National forms do not, such as {@code (202) 555-0101} or {@code 020 7946 0958}. A national form may also be a number
 * of a different country; an erasure still counts it as a mention. National numbers under seven digits match only in
 * international form. Up to four spaces, dashes, dots, slashes or brackets may separate digits.
 *
 * @param shortest the digits common to all forms, in order
 * @param pattern the pattern of all forms within a folded text
 */
record PhoneForms(String shortest, Pattern pattern) {

    private static final String SEPARATORS = "[\\s\\p{Z}\\p{Pd}\\p{Ps}\\p{Pe}./\\\\_·•~]{0,4}";
    private static final int LONG_ENOUGH = 7;

    /**
     * The two-digit country codes of ITU-T E.164. Codes starting with 1 or 7 have one digit, all further codes three.
     */
    private static final Set<String> OF_TWO_DIGITS = Set.of(
            "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
            "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
            "86", "90", "91", "92", "93", "94", "95", "98");

    /** Returns the forms of a number in E.164 form, including the plus sign. */
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
