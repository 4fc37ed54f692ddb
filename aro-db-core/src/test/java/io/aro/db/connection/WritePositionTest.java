package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.refusal.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a position, which travels through clients. */
class WritePositionTest {

    @ParameterizedTest
    @ValueSource(strings = {"0/0/0", "1/16/B374D848", "FFFFFFFF/7FFFFFFF/FFFFFFFF"})
    void hasTheTextThatItIsReadFrom(String text) {
        assertThat(WritePosition.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "1/16",
                "1/16/",
                "1//16",
                "1/g/0",
                "1/2/3/4",
                "1/-1/0",
                "1/0/123456789",
                " 0/0/0",
                "1/\u0661/0"
            })
    void refusesAnyOtherText(String text) {
        assertThatThrownBy(() -> WritePosition.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of position must have the form 1/16/B374D848.");
    }

    @Test
    void refusesAPositionBeyondTheLargestNumber() {
        assertThatThrownBy(() -> WritePosition.parse("1/80000000/0")).isInstanceOf(InvalidValueException.class);
    }
}
