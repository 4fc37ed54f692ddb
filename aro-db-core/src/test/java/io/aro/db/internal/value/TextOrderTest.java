package io.aro.db.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextOrderTest {

    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    @ParameterizedTest
    @CsvSource({"ADA,ada", "Zoë,zoë", "ÄRGER,Ärger", "İ,İ", "a[@`{Z,a[@`{z", "100%_,100%_"})
    void lowersTheLettersOfAsciiAndNoOthers(String text, String lower) {
        assertThat(TextOrder.lower(text)).isEqualTo(lower);
    }

    @ParameterizedTest
    @CsvSource({"a,b", "ad,ae", "az,a{", "ü,ý", "\uD7FF,\uE000", "\uFFFF,\uD800\uDC00", "😀,😁"})
    void findsTheFirstTextAfterAllThatBeginWithAPrefix(String prefix, String after) {
        assertThat(TextOrder.afterPrefix(prefix)).contains(after);
    }

    @Test
    void goesBackToTheLastCharacterThatHasANextOne() {
        assertThat(TextOrder.afterPrefix("a" + LAST + LAST)).contains("b");
        assertThat(TextOrder.afterPrefix(LAST + LAST)).isEmpty();
        assertThat(TextOrder.afterPrefix("")).isEmpty();
    }
}
