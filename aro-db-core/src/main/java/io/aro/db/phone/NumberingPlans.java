package io.aro.db.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.aro.db.refusal.InvalidValueException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The numbering plans of all countries, seen from a default region.
 *
 * <p>Loading this class requires libphonenumber on the class path.
 *
 * @see <a href="https://github.com/google/libphonenumber/blob/master/FAQ.md">libphonenumber's FAQ on possible and valid
 *     numbers</a>
 */
final class NumberingPlans {

    /** The maximum of digits in E.164, without the plus sign. */
    private static final int LONGEST = 15;

    private static final String MEXICO = "MX";
    private static final Pattern FORMER_PREFIX_TO_MEXICO = Pattern.compile("\\+521([0-9]{10})");
    private static final Pattern FORMER_PREFIX_IN_MEXICO = Pattern.compile("(?:\\+521|01|044|045)([0-9]{10})");

    private final PhoneNumberUtil library;
    private final String region;
    private final UnknownNumbers unknown;

    private NumberingPlans(PhoneNumberUtil library, String region) {
        this.library = library;
        this.region = region;
        this.unknown = new UnknownNumbers(library, region);
    }

    /**
     * Returns the plans for a default region.
     *
     * @throws InvalidValueException if the region is unknown or without phones
     */
    static NumberingPlans ofRegion(String region) {
        PhoneNumberUtil library = PhoneNumberUtil.getInstance();
        if (!library.getSupportedRegions().contains(region)) {
            throw new InvalidValueException(
                    "region", "must be an ISO 3166-1 region with phones, in two capital letters such as US");
        }
        return new NumberingPlans(library, region);
    }

    /**
     * Returns the first valid reading in E.164 form, otherwise the first possible reading.
     *
     * @throws InvalidValueException if no reading is a number, or the number is a placeholder
     */
    String read(String field, WrittenPhone written) {
        List<String> readings = written.readings().stream()
                .flatMap(reading -> Stream.concat(Stream.of(reading), withoutFormerPrefix(reading)))
                .toList();
        return withoutPlus(field, written.readings().getFirst())
                .or(() -> readings.stream()
                        .flatMap(reading -> valid(reading).stream())
                        .findFirst())
                .or(() -> possible(written))
                .filter(number -> !unknown.isPlaceholder(number))
                .map(number -> library.format(number, PhoneNumberFormat.E164))
                .filter(e164 -> e164.length() <= LONGEST + 1)
                .orElseThrow(() ->
                        new InvalidValueException(field, rule(written.readings().getLast())));
    }

    /**
     * Returns the number for digits of a country code without its plus sign, as sent by WhatsApp.
     *
     * <p>Empty unless the default region would read a different landline. A mobile number is likelier than a landline
     * without its trunk prefix.
     *
     * @throws InvalidValueException if both readings are landlines
     */
    private Optional<PhoneNumber> withoutPlus(String field, String digits) {
        if (!digits.startsWith(Integer.toString(library.getCountryCodeForRegion(region)))) {
            return Optional.empty();
        }
        Optional<PhoneNumber> national = valid(digits).filter(number -> !isMobile(number));
        Optional<PhoneNumber> withCode = valid("+" + digits);
        if (national.isEmpty() || withCode.isEmpty() || national.equals(withCode)) {
            return Optional.empty();
        }
        if (withCode.filter(this::isMobile).isEmpty()) {
            throw new InvalidValueException(
                    field, "must begin with a plus sign, since its digits alone could be two numbers");
        }
        return withCode;
    }

    private boolean isMobile(PhoneNumber number) {
        return switch (library.getNumberType(number)) {
            case MOBILE, FIXED_LINE_OR_MOBILE -> true;
            default -> false;
        };
    }

    /** Returns the first reading outside of the plans, but plausible as a new number. */
    private Optional<PhoneNumber> possible(WrittenPhone written) {
        return written.readings().stream()
                .filter(reading -> written.mayBeNew())
                .flatMap(reading -> parse(reading).filter(number -> unknown.mayBeNew(reading, number)).stream())
                .findFirst();
    }

    /**
     * Returns the reading without a former Mexican prefix, if present.
     *
     * <p>Mexico abolished the prefixes in 2020; phone books and WhatsApp still contain them.
     */
    private Stream<String> withoutFormerPrefix(String reading) {
        Matcher former = (region.equals(MEXICO) ? FORMER_PREFIX_IN_MEXICO : FORMER_PREFIX_TO_MEXICO).matcher(reading);
        return former.matches() ? Stream.of("+52" + former.group(1)) : Stream.empty();
    }

    private Optional<PhoneNumber> valid(String reading) {
        return parse(reading).filter(library::isValidNumber);
    }

    private Optional<PhoneNumber> parse(String reading) {
        try {
            return Optional.of(library.parse(reading, region));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Returns the violated rule for the message. It never contains the number. */
    private String rule(String reading) {
        try {
            PhoneNumber number = library.parse(reading, region);
            return switch (library.isPossibleNumberWithReason(number)) {
                case IS_POSSIBLE -> useRule(reading, number);
                case INVALID_COUNTRY_CODE -> countryRule();
                case IS_POSSIBLE_LOCAL_ONLY, TOO_SHORT, INVALID_LENGTH, TOO_LONG -> lengthRule();
            };
        } catch (NumberParseException e) {
            return switch (e.getErrorType()) {
                case INVALID_COUNTRY_CODE -> countryRule();
                case NOT_A_NUMBER, TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN, TOO_LONG -> lengthRule();
            };
        }
    }

    private String useRule(String reading, PhoneNumber number) {
        if (unknown.isPlaceholder(number)) {
            return "must be a phone number and no placeholder";
        }
        return reading.startsWith("+")
                ? "must be a phone number that is in use in its country"
                : String.format(Locale.ROOT, "must be a phone number that is in use in the region %s", region);
    }

    private static String countryRule() {
        return "must be a phone number that begins with the code of a country";
    }

    private String lengthRule() {
        return String.format(
                Locale.ROOT, "must have as many digits as phone numbers of its country, by default %s", region);
    }
}
