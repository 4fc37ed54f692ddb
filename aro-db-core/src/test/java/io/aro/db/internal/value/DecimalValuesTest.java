package io.aro.db.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalValuesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "0E-1000000000, 0.00",
        "0.1, 0.10",
        "120, 120.00",
        "1.2E+2, 120.00",
        "1.10000, 1.10",
        "99999999.99, 99999999.99"
    })
    void moneyHasExactlyTwoPlaces(BigDecimal given, String expected) {
        assertThat(Values.money("cost", given)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "0.001", "10.005", "100000000", "99999999.991", "1E+1000000000", "1E-1000000000"})
    void moneyRefusesNegativeTooLargeAndFractionsOfCent(BigDecimal given) {
        assertThatThrownBy(() -> Values.money("cost", given))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of cost must be an amount from 0.00 to 99999999.99 with at most two decimal"
                        + " places.");
    }

    @ParameterizedTest
    @CsvSource({"0.1, 10", "-12.5, -1250", "92233720368547758.07, 9223372036854775807"})
    void convertsToWholeHundredths(BigDecimal value, long hundredths) {
        assertThat(Values.hundredths(value)).isEqualTo(hundredths);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "1E-1000000000"})
    void refusesToRound(BigDecimal value) {
        assertThatThrownBy(() -> Values.hundredths(value))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of a decimal column must have at most two decimal places.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"92233720368547758.08", "-92233720368547758.09", "1E+1000"})
    void refusesWhatLongDoesNotHold(BigDecimal value) {
        assertThatThrownBy(() -> Values.hundredths(value))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of a decimal column must be below 92 quadrillion.");
    }

    @Test
    @Timeout(20)
    void refusesHugeExponentWithoutWritingOutItsDigits() {
        BigDecimal huge = new BigDecimal("1E+1000000000");

        assertThatThrownBy(() -> Values.decimal(huge)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Values.hundredths(huge)).isInstanceOf(InvalidValueException.class);
    }
}
