package io.aro.db.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.refusal.InvalidValueException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerRowTest {

    @Test
    void dropsWhiteSpaceAroundValuesAndTagsThatAreTwice() {
        CustomerRow row = new CustomerRow(
                " +15551234567\t", " ada@example.org", "Ada Lovelace ", " WhatsApp ", "vip; late,,vip ;");

        assertThat(row.toNewCustomer(UnaryOperator.identity()))
                .isEqualTo(new NewCustomer(
                        "+15551234567",
                        "ada@example.org",
                        "Ada Lovelace",
                        CommunicationPreference.WHATSAPP,
                        List.of("vip", "late")));
    }

    @Test
    void takesEmptyValuesForNone() {
        assertThat(new CustomerRow("+15551234567", "", " ", "\t", " ").toNewCustomer(UnaryOperator.identity()))
                .isEqualTo(
                        new CustomerRow("+15551234567", null, null, null, null).toNewCustomer(UnaryOperator.identity()))
                .isEqualTo(NewCustomer.withPhone("+15551234567"));
    }

    @ParameterizedTest
    @CsvSource({"phone,555,,,", "phone,,,,", "communication preference,+15551234567,,fax,"})
    void saysWhichFieldIsWrongAndNotWhatIsInIt(
            String field, String phone, String email, String preference, String tags) {
        CustomerRow row = new CustomerRow(phone, email, null, preference, tags);

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> row.toNewCustomer(UnaryOperator.identity()))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field))
                .satisfies(refused ->
                        assertThat(refused.rule()).startsWith("must be ").doesNotContain("555,", "fax,"));
    }

    @Test
    void refusesTagsThatAreTooLong() {
        CustomerRow row = new CustomerRow("+15551234567", null, null, null, "vip," + "x".repeat(256));

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> row.toNewCustomer(UnaryOperator.identity()))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("tags"));
    }
}
