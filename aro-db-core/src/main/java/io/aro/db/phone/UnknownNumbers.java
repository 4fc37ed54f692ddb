package io.aro.db.phone;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classification of numbers that no plan knows: possibly new, or placeholders.
 *
 * <p>A form that requires a phone gets placeholders. If they were taken, strangers who type the same one would be one
 * customer.
 *
 * @see <a href="https://www.nanpa.com/numbering">the plan of North America, whose area codes begin with 2 to 9</a>
 */
final class UnknownNumbers {

    private static final int NORTH_AMERICA = 1;
    private static final Pattern OF_NORTH_AMERICA = Pattern.compile("[2-9][0-9]{9}");
    private static final Pattern ONE_DIGIT_REPEATED = Pattern.compile("([0-9])\\1+");

    /** What a provider sends where the caller is not known: UNAVAILABLE, spelled on a keypad. */
    private static final String UNAVAILABLE = "86282452253";

    private static final String UPWARDS = "0123456789".repeat(3);
    private static final String DOWNWARDS = "9876543210".repeat(3);

    private final PhoneNumberUtil library;
    private final String region;

    /** Sees the numbers from a region. */
    UnknownNumbers(PhoneNumberUtil library, String region) {
        this.library = library;
        this.region = region;
    }

    /** Tells whether the number may be newer than its plan. */
    boolean mayBeNew(String reading, PhoneNumber number) {
        return (reading.startsWith("+") || isAsLongAsMobiles(number))
                && library.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                && beginsAsItsPlanLets(number)
                && !isCounted(digits(number));
    }

    /**
     * Tells whether the number stands for none, or is one digit repeated, which some plans have and hardly anybody who
     * types it has.
     */
    boolean isPlaceholder(PhoneNumber number) {
        return ONE_DIGIT_REPEATED.matcher(digits(number)).matches()
                || UNAVAILABLE.equals(digits(number))
                || UNAVAILABLE.equals(number.getCountryCode() + digits(number));
    }

    /** Where numbers differ in length, a number without its area code could be taken for one of another area. */
    private boolean isAsLongAsMobiles(PhoneNumber number) {
        PhoneNumber mobile = library.getExampleNumberForType(region, PhoneNumberType.MOBILE);
        return mobile != null
                && !number.isItalianLeadingZero()
                && digits(number).length() == digits(mobile).length();
    }

    private boolean beginsAsItsPlanLets(PhoneNumber number) {
        if (number.getCountryCode() == NORTH_AMERICA) {
            return OF_NORTH_AMERICA.matcher(digits(number)).matches();
        }
        return !number.isItalianLeadingZero() || hasLeadingZeros(number.getCountryCode());
    }

    /** Looks at numbers that the plan knows, since the library does not tell. */
    private boolean hasLeadingZeros(int countryCode) {
        return library.getRegionCodesForCountryCode(countryCode).stream()
                .filter(library.getSupportedRegions()::contains)
                .flatMap(country -> Stream.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)
                        .flatMap(type -> Stream.ofNullable(library.getExampleNumberForType(country, type))))
                .anyMatch(PhoneNumber::isItalianLeadingZero);
    }

    /** Tells whether the digits follow each other as on a keyboard, such as 1234567890. */
    private static boolean isCounted(String digits) {
        return UPWARDS.contains(digits) || DOWNWARDS.contains(digits);
    }

    private String digits(PhoneNumber number) {
        return library.getNationalSignificantNumber(number);
    }
}
