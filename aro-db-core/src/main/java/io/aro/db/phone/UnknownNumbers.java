package io.aro.db.phone;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The classification of numbers unknown to the plans: possibly new, or placeholders.
 *
 * <p>Mandatory phone fields attract placeholders. Accepting a placeholder would merge strangers into one customer.
 *
 * @see <a href="https://www.nanpa.com/numbering">the plan of North America, with area codes from 2 to 9</a>
 */
final class UnknownNumbers {

    private static final int NORTH_AMERICA = 1;
    private static final Pattern OF_NORTH_AMERICA = Pattern.compile("[2-9][0-9]{9}");
    private static final Pattern ONE_DIGIT_REPEATED = Pattern.compile("([0-9])\\1+");

    /** The word UNAVAILABLE on a keypad, sent by providers for anonymous callers. */
    private static final String UNAVAILABLE = "86282452253";

    private static final String UPWARDS = "0123456789".repeat(3);
    private static final String DOWNWARDS = "9876543210".repeat(3);

    private final PhoneNumberUtil library;
    private final String region;

    /** Creates a classification from the view of a region. */
    UnknownNumbers(PhoneNumberUtil library, String region) {
        this.library = library;
        this.region = region;
    }

    /** Returns whether the number may be newer than its plan. */
    boolean mayBeNew(String reading, PhoneNumber number) {
        return (reading.startsWith("+") || isAsLongAsMobiles(number))
                && library.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                && hasPossibleFirstDigit(number)
                && !isCounted(digits(number));
    }

    /**
     * Returns whether the number is a placeholder.
     *
     * <p>A single repeated digit counts as a placeholder, even where it is assigned.
     */
    boolean isPlaceholder(PhoneNumber number) {
        return ONE_DIGIT_REPEATED.matcher(digits(number)).matches()
                || UNAVAILABLE.equals(digits(number))
                || UNAVAILABLE.equals(number.getCountryCode() + digits(number));
    }

    /**
     * Returns whether the number has the length of the region's mobile numbers.
     *
     * <p>With variable lengths, a number without its area code could match a number of another area.
     */
    private boolean isAsLongAsMobiles(PhoneNumber number) {
        PhoneNumber mobile = library.getExampleNumberForType(region, PhoneNumberType.MOBILE);
        return mobile != null
                && !number.isItalianLeadingZero()
                && digits(number).length() == digits(mobile).length();
    }

    /** Returns whether the first digit is possible in the number's country. */
    private boolean hasPossibleFirstDigit(PhoneNumber number) {
        if (number.getCountryCode() == NORTH_AMERICA) {
            return OF_NORTH_AMERICA.matcher(digits(number)).matches();
        }
        return !number.isItalianLeadingZero() || hasLeadingZeros(number.getCountryCode());
    }

    /** Returns whether numbers of the country code may begin with zero. The library only tells by example numbers. */
    private boolean hasLeadingZeros(int countryCode) {
        return library.getRegionCodesForCountryCode(countryCode).stream()
                .filter(library.getSupportedRegions()::contains)
                .flatMap(country -> Stream.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)
                        .flatMap(type -> Stream.ofNullable(library.getExampleNumberForType(country, type))))
                .anyMatch(PhoneNumber::isItalianLeadingZero);
    }

    /** Returns whether the digits run up or down the keyboard, such as 1234567890. */
    private static boolean isCounted(String digits) {
        return UPWARDS.contains(digits) || DOWNWARDS.contains(digits);
    }

    private String digits(PhoneNumber number) {
        return library.getNationalSignificantNumber(number);
    }
}
