package io.aro.db.phone;

import io.aro.db.error.ConfigurationException;
import io.aro.db.refusal.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * A parser of phone numbers in local notation, for one default region. Immutable and thread-safe.
 *
 * <p>Use the parser at the edge of a service: at forms, webhooks and files. The rest of the API takes E.164.
 *
 * <p>The numbering plans come from Google's libphonenumber. The class path must contain
 * {@code com.googlecode.libphonenumber:libphonenumber}. A number without a country code belongs to the default region.
 *
 * <p>A number unknown to the plans may be newer than the plans. The parser accepts a number with the length usual in
 * its country. Without a country code, the length must be that of the region's mobile numbers.
 *
 * <p>Placeholders are rejected.
 *
 * <ul>
 *   <li>A single repeated digit.
 *   <li>Ascending or descending digits such as 1234567890, if unknown to the plans.
 *   <li>A number with a first digit impossible in its country.
 *   <li>The digits of UNAVAILABLE on a keypad, sent for anonymous callers.
 * </ul>
 *
 * <p>Rules of notation.
 *
 * <ul>
 *   <li>Digits may be of any script and full width. Spaces, dashes, dots, slashes and brackets may separate them.
 *       Invisible marks such as direction marks are dropped.
 *   <li>The country code may follow {@code +}, {@code 00}, or the region's international prefix such as {@code 011}.
 *   <li>A label before the number is dropped, as in {@code Tel. 030 12345678} and {@code whatsapp:+4917612345678}.
 *   <li>Letters among or behind the digits are rejected, and with them extensions, notes and vanity numbers. E.164 has
 *       no extensions, and a note may change the meaning.
 *   <li>Several numbers are rejected.
 * </ul>
 */
public final class PhoneParser {

    private final NumberingPlans plans;

    private PhoneParser(NumberingPlans plans) {
        this.plans = plans;
    }

    /**
     * Returns a parser for a default region.
     *
     * @param region the two capital letters of ISO 3166-1, such as {@code US}
     * @throws InvalidValueException if the region is unknown or without phones
     * @throws ConfigurationException if libphonenumber is missing
     */
    public static PhoneParser ofRegion(String region) {
        requireLibrary();
        return new PhoneParser(NumberingPlans.ofRegion(region));
    }

    /**
     * Returns the number in E.164 form, such as {@code +15551234567}.
     *
     * @throws InvalidValueException if the text is not exactly one phone number; the message names the field
     *     {@code phone}, never the number
     */
    public String parse(@Nullable String written) {
        return parse("phone", written);
    }

    /**
     * Returns the number in E.164 form, such as {@code +15551234567}.
     *
     * @param field the name of the value in error messages
     * @throws InvalidValueException if the text is not exactly one phone number; the message never contains the number
     */
    public String parse(String field, @Nullable String written) {
        return plans.read(field, WrittenPhone.of(field, written));
    }

    /**
     * Checks for libphonenumber, an optional dependency.
     *
     * @throws ConfigurationException if libphonenumber is missing
     */
    private static void requireLibrary() {
        try {
            Class.forName("com.google.i18n.phonenumbers.PhoneNumberUtil", false, PhoneParser.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ConfigurationException(
                    "PhoneParser needs Google's libphonenumber on the class path; add the dependency"
                            + " com.googlecode.libphonenumber:libphonenumber.",
                    e);
        }
    }
}
