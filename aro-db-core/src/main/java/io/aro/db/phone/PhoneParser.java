package io.aro.db.phone;

import io.aro.db.error.ConfigurationException;
import io.aro.db.refusal.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * A reader of phones as people write them, for one default region.
 *
 * <p>It belongs at the edge of a service, where a form, a webhook or a file comes in. Everything behind it takes E.164.
 *
 * <p>It knows the plans of all countries by Google's libphonenumber, and needs {@code
 * com.googlecode.libphonenumber:libphonenumber} on the class path. A number without the code of its country is one of the
 * default region. A number that the plans do not know may be newer than they are. It is taken if it has as many digits as
 * numbers of its country, or, without a code, as mobile numbers of the region. Placeholders are refused: one digit
 * repeated, and numbers that the plans do not know if they count, such as 1234567890, or begin with a digit with which no
 * number of their country begins.
 *
 * <ul>
 *   <li>Digits may be of any script and full width. Spaces, dashes, dots, slashes and brackets may separate them. Marks
 *       that print nothing are dropped, such as those of direction.
 *   <li>The code may follow {@code +}, {@code 00}, or the prefix of the default region for calls abroad, such as {@code
 *       011}.
 *   <li>A label before the number is dropped, as in {@code Tel. 030 12345678} and {@code whatsapp:+4917612345678}.
 *   <li>Letters among or behind the digits are refused, and with them extensions, notes and numbers spelt as words. E.164
 *       has no extensions, and a note may change the meaning.
 *   <li>Several numbers are refused.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
public final class PhoneParser {

    private final NumberingPlans plans;

    private PhoneParser(NumberingPlans plans) {
        this.plans = plans;
    }

    /**
     * Returns the parser for a region.
     *
     * @param region the two capital letters of ISO 3166-1, such as {@code US}
     * @throws InvalidValueException if there is no such region, or it has no phones
     * @throws ConfigurationException if libphonenumber is missing
     */
    public static PhoneParser ofRegion(String region) {
        requireLibrary();
        return new PhoneParser(NumberingPlans.ofRegion(region));
    }

    /**
     * Returns a phone in E.164 form, such as {@code +15551234567}.
     *
     * @throws InvalidValueException if it is not exactly one phone; the message names the field {@code phone} and never the
     *     number
     */
    public String parse(@Nullable String written) {
        return parse("phone", written);
    }

    /**
     * Returns the phone of a field in E.164 form, such as {@code +15551234567}.
     *
     * @param field the name that a refusal calls the value by
     * @throws InvalidValueException if it is not exactly one phone; the message never holds the number
     */
    public String parse(String field, @Nullable String written) {
        return plans.read(field, WrittenPhone.of(field, written));
    }

    /** Refuses to go on without libphonenumber, which is an optional dependency. */
    private static void requireLibrary() {
        try {
            Class.forName("com.google.i18n.phonenumbers.PhoneNumberUtil", false, PhoneParser.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ConfigurationException(
                    "Phones are read by Google's libphonenumber, which is not on the class path; add the dependency"
                            + " com.googlecode.libphonenumber:libphonenumber.",
                    e);
        }
    }
}
