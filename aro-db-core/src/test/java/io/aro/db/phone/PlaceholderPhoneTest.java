package io.aro.db.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.refusal.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholderPhoneTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            US, 1111111111
            US, 11111111111
            US, 1234567890
            US, 11234567890
            US, 0123456789
            US, (123) 456-7890
            US, (000) 000-0000
            US, 012-345-6789
            US, 5555555555
            US, 8888888888
            US, 9876543210
            US, +1 000 000 0000
            US, +1 012 345 6789
            US, +1 123 456 7890
            US, 001 000 000 0000
            CA, 1111111111
            GB, 00000000000
            GB, 07777777777
            GB, 01111111111
            GB, +44 0000000000
            GB, +44 00 1234 5678
            DE, 12345678901
            DE, 00000000000
            DE, +49 000000 0000
            DE, +49 00 123 45678
            FR, 00 00 00 00 00
            FR, +33 0 00 00 00 00
            FR, +33 00 12 34 56 78
            IT, +39 0000000000
            IT, 1111111111
            IN, 9999999999
            IN, +91 00000 00000
            MX, 0000000000
            MX, 1111111111
            BR, 11111111111
            AU, 0000000000
            AU, 123456789
            ZA, 1234567890
            ES, 123456789
            CN, 12345678901
            CN, 86282452253
            US, +86282452253
            US, +266696687
            US, +7378742833
            US, +2562533
            US, +8656696
            JP, 000-0000-0000
            """)
    void refusesAPlaceholder(String region, String written) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> PhoneParser.ofRegion(region).parse(written))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("phone"))
                .withMessageNotContaining(written);
    }

    @Test
    void saysWhyAPlaceholderIsRefused() {
        refusesAsAmerican("5555555555", "must be a phone number and no placeholder");
        refusesAsAmerican("1234567890", "must be a phone number that is in use in the region US");
        refusesAsAmerican("+1 012 345 6789", "must be a phone number that is in use in its country");
    }

    /** Accepts near misses: partial runs, partial repetitions, and numbers known to the plan. */
    @ParameterizedTest
    @CsvSource({
        "FR, 01 23 45 67 89, +33123456789",
        "IN, 9876543210, +919876543210",
        "US, (555) 555-5556, +15555555556",
        "US, (234) 567-8901, +12345678901"
    })
    void takesANumberThatOnlyResemblesAPlaceholder(String region, String written, String e164) {
        assertThat(PhoneParser.ofRegion(region).parse(written)).isEqualTo(e164);
    }

    private static void refusesAsAmerican(String written, String rule) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> PhoneParser.ofRegion("US").parse(written))
                .withMessage("The value of phone " + rule + ".");
    }
}
