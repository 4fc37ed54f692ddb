package io.aro.db.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.aro.db.refusal.InvalidValueException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneParserTest {

    private static final String ALONE = "must be one phone number in digits, without letters, notes or an extension";
    private static final String COUNTRY = "must be a phone number that begins with the code of a country";
    private static final String LENGTH = "must have as many digits as phone numbers of its country, by default US";

    private final PhoneParser american = PhoneParser.ofRegion("US");

    /** The numbers are reserved for fiction, or examples of the plan in countries without reserved numbers. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            US | +1 202-555-0113           | +12025550113
            US | (202) 555-0113            | +12025550113
            US | 202.555.0113              | +12025550113
            US | 1-202-555-0113            | +12025550113
            US | 12025550113               | +12025550113
            US | 001 202 555 0113          | +12025550113
            US | 011 44 20 7946 0958       | +442079460958
            US | 0049 30 23125 100         | +493023125100
            US | tel:+1-202-555-0113       | +12025550113
            US | [202] 555 0113            | +12025550113
            GB | 020 7946 0958             | +442079460958
            GB | (020) 7946 0958           | +442079460958
            GB | +44 (0)20 7946 0958       | +442079460958
            GB | +44 (0) 20 7946 0958      | +442079460958
            GB | 0044 20 7946 0958         | +442079460958
            GB | 00 44 (0)20 7946 0958     | +442079460958
            GB | 07700 900123              | +447700900123
            GB | Mobile: 07700 900-123     | +447700900123
            DE | 030 23125-100             | +493023125100
            DE | 030/23125100              | +493023125100
            DE | 030 / 23 12 51 00         | +493023125100
            DE | +49 (0)30 23125 100       | +493023125100
            DE | +49 [0] 30 23125 100      | +493023125100
            DE | (+49) 30 23125100         | +493023125100
            DE | (0049) 30 23125100        | +493023125100
            DE | 0176 040690 00            | +4917604069000
            DE | Tel. 030 23125 100        | +493023125100
            DE | 4930 23125100             | +493023125100
            DE | 4917612345678             | +4917612345678
            DE | 49 176 12345678           | +4917612345678
            DE | 493112345                 | +49493112345
            DE | 017612345678.0            | +4917612345678
            DE | 17612345678.0             | +4917612345678
            DE | +4917612345678.0          | +4917612345678
            ID | 62812345678               | +62812345678
            ID | 0812-345-678              | +62812345678
            SE | 46701234567               | +46701234567
            SE | 046 701 23 45             | +46467012345
            XK | 38343201234               | +38343201234
            FR | 06 39 98 00 01            | +33639980001
            FR | 06.39.98.00.01            | +33639980001
            FR | +33 (0)6 39 98 00 01      | +33639980001
            FR | 0033 6 39 98 00 01        | +33639980001
            FR | +33-6-39-98-00-01         | +33639980001
            FR | 01 99 00 12 34            | +33199001234
            IT | 06 6982 1234              | +390669821234
            IT | +39 06 6982 1234          | +390669821234
            IT | +39 (0)6 6982 1234        | +390669821234
            IT | 0039 06 6982 1234         | +390669821234
            IT | 347 123 4567              | +393471234567
            IT | +39 (0)347 123 4567       | +393471234567
            AR | 011 15-2345-6789          | +5491123456789
            AR | (011) 15 2345-6789        | +5491123456789
            AR | +54 9 11 2345-6789        | +5491123456789
            AR | +54 11 15 2345-6789       | +5491123456789
            AR | 11 2345-6789              | +541123456789
            AR | 0351 15-230-3473          | +5493512303473
            MX | 55 1234 5678              | +525512345678
            MX | +52 55 1234 5678          | +525512345678
            MX | +52 1 55 1234 5678        | +525512345678
            MX | 044 55 1234 5678          | +525512345678
            MX | 01 55 1234 5678           | +525512345678
            MX | 0052 (55) 1234 5678       | +525512345678
            BR | (11) 96123-4567           | +5511961234567
            BR | 011 96123-4567            | +5511961234567
            BR | 0 15 11 96123-4567        | +5511961234567
            BR | +55 11 96123 4567         | +5511961234567
            BR | 0055 11 96123-4567        | +5511961234567
            IN | 081234 56789              | +918123456789
            IN | 81234-56789               | +918123456789
            IN | +91 81234 56789           | +918123456789
            IN | 0091-8123456789           | +918123456789
            IN | ८१२३४५६७८९                | +918123456789
            JP | 090-1234-5678             | +819012345678
            JP | ０９０－１２３４－５６７８        | +819012345678
            JP | ０９０ー１２３４ー５６７８        | +819012345678
            JP | （０３）１２３４ー５６７８        | +81312345678
            JP | ＋８１　９０　１２３４　５６７８   | +819012345678
            JP | 010 1 202 555 0113        | +12025550113
            EG | 010 0123 4567             | +201001234567
            EG | ٠١٠٠١٢٣٤٥٦٧               | +201001234567
            EG | +٢٠ ١٠ ٠١٢٣ ٤٥٦٧          | +201001234567
            EG | ۰۱۰۰۱۲۳۴۵۶۷               | +201001234567
            EG | 0020 10 0123 4567         | +201001234567
            AU | 0491 570 006              | +61491570006
            AU | (02) 9876 5432            | +61298765432
            AU | 0011 1 202 555 0113       | +12025550113
            AU | +61 (0)491 570 006        | +61491570006
            RU | 8 (912) 345-67-89         | +79123456789
            RU | +7 912 345 67 89          | +79123456789
            RU | 912 345-67-89             | +79123456789
            RU | 8~10 1 202 555 0113       | +12025550113
            SM | 0549 886377               | +3780549886377
            CI | 07 01 23 45 67            | +2250701234567
            CH | 078 123 45 67             | +41781234567
            """)
    void readsTheFormsOfACountry(String region, String written, String e164) {
        assertThat(PhoneParser.ofRegion(region).parse(written)).isEqualTo(e164);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1\u00A0202\u2011555\u20110113",
                "\u202A+12025550113\u202C",
                "\u200E+1\u200F 202 555 0113\u2069",
                "\u2066+1 (202)\u200B555\u200D0113\uFEFF",
                "+1\u2009202\u202F555\u20070113",
                "+1\u2013202\u2014555\u22120113",
                "\uFF0B1 202 555 0113",
                "\uFE621 202 555 0113",
                "\u207A1 202 555 0113",
                "\u27951 202 555 0113",
                "+1\t202\t555\t0113",
                "  +1 202 555 0113  ",
                "+ 1 202 555 0113",
                "+1 202\u00AD555\u00AD0113",
                "+\uD835\uDFCF \uD835\uDFD0\uD835\uDFCE\uD835\uDFD0 555 0113",
                "TEL:+12025550113",
                "whatsapp:+12025550113",
                "sms:+12025550113",
                "Handy: +1 202 555 0113",
                "téléphone (+1) 202 555 0113",
                "هاتف: ‎+1 202 555 0113",
                "# 202 555 0113"
            })
    void readsWhatProgramsAndPhoneBooksPutAroundANumber(String written) {
        assertThat(american.parse(written)).isEqualTo("+12025550113");
    }

    @Test
    void readsWhatItHasReturnedInEveryRegion() {
        PhoneNumberUtil library = PhoneNumberUtil.getInstance();

        assertThat(library.getSupportedRegions()).hasSizeGreaterThan(200).allSatisfy(region -> {
            PhoneParser parser = PhoneParser.ofRegion(region);
            PhoneNumber example = library.getExampleNumber(region);
            String e164 = library.format(example, PhoneNumberFormat.E164);
            assertThat(List.of(PhoneNumberFormat.values()))
                    .allSatisfy(format -> assertThat(parser.parse(library.format(example, format)))
                            .isEqualTo(e164));
            assertThat(american.parse("00" + e164.substring(1))).isEqualTo(e164);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "US, +1 555 123 4567, +15551234567",
        "US, (555) 123-4567, +15551234567",
        "US, 15551234567, +15551234567",
        "IT, +39 09 9999 9998, +390999999998",
        "DE, +49 30 1234567890, +49301234567890",
        "GB, 07700 900123, +447700900123"
    })
    void takesANumberThatNoPlanKnowsYet(String region, String written, String e164) {
        assertThat(PhoneParser.ofRegion(region).parse(written)).isEqualTo(e164);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\u200B", "-", "+", "()", "none", "ask at the desk", "Phone", "tel:"})
    void refusesWhatHoldsNoNumber(String written) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> american.parse("mobile", written))
                .withMessageMatching("The value of mobile must (hold a phone number|be present and not blank)\\.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-800-FLOWERS",
                "202 555 0113 ext. 7",
                "202 555 0113 x7",
                "202 555 0113#7",
                "tel:+1-202-555-0113;ext=7",
                "202 555 0113, evenings",
                "202 555 0113 (work)",
                "202 555 0113 or 202 555 0114",
                "202 555 0113, 202 555 0114",
                "202 555 0113; 202 555 0114",
                "+12025550113+12025550114",
                "202 555 0113\n202 555 0114",
                "2O2 555 O113",
                "O202 555 0113",
                "*67 202 555 0113*",
                "555.0113@example.org",
                "%2B12025550113",
                "202\u0007555 0113",
                "1\uFE0F\u20E3 202 555 0113"
            })
    void refusesWhatIsNotOneNumberAlone(String written) {
        refuses(written, ALONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "911",
                "555-0113",
                "202 555 011",
                "202 555 01133",
                "202 555 0113 / 202 555 0114",
                "202 555 0113 202 555 0114",
                "+1 202 555 011",
                "+1 202 555 0113 4",
                "+49",
                "+49 1",
                "+4930123456789012345",
                "1234567890123456789012345"
            })
    void refusesAnotherNumberOfDigits(String written) {
        refuses(written, LENGTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+999 123456789012", "+0 202 555 0113", "+210 123 4567", "00999 123 456 789", "000 000 0000"})
    void refusesAPhoneOfNoCountry(String written) {
        refuses(written, COUNTRY);
    }

    @ParameterizedTest
    @CsvSource({"DE, 12345", "AR, 15 2345-6789"})
    void refusesANumberWithoutACodeThatMayBeOneOfAnotherArea(String region, String written) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> PhoneParser.ofRegion(region).parse(written))
                .withMessage("The value of phone must be a phone number that is in use in the region " + region + ".");
    }

    @ParameterizedTest
    @CsvSource({"ID, 62218350123", "SE, 468123456", "XK, 38328012345"})
    void refusesDigitsThatAreALandlineWithTheCodeOfTheRegionAndAnotherWithout(String region, String written) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> PhoneParser.ofRegion(region).parse(written))
                .withMessage("The value of phone must begin with a plus sign, since its digits alone could be two"
                        + " numbers.");
    }

    @Test
    void doesNotTakeTwoNumbersForOneThatIsNew() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> american.parse("+49 30 123456 / 234567"));
    }

    @Test
    void refusesTextTooLongForANumber() {
        refuses("2".repeat(101), "must be at most 100 characters long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XX", "us", "USA", "", "UK", "ZZ", "001", "+1"})
    void refusesARegionWithoutPhones(String region) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> PhoneParser.ofRegion(region))
                .withMessage("The value of region must be an ISO 3166-1 region with phones, in two capital letters"
                        + " such as US.");
    }

    private void refuses(String written, String rule) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> american.parse(written))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("phone"))
                .withMessage("The value of phone " + rule + ".");
    }
}
