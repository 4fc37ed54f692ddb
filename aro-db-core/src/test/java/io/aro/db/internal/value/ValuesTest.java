package io.aro.db.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.refusal.InvalidValueException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    private static final String CLEF = "\uD834\uDD1E";

    @ParameterizedTest
    @ValueSource(strings = {"a", " a ", "Zoë", "名前", CLEF, "a\nb"})
    void textReturnsUnicodeTextAsItIs(String text) {
        assertThat(Values.text("name", text, 10)).isSameAs(text);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n"})
    void textRefusesNothing(@Nullable String text) {
        assertThatThrownBy(() -> Values.text("name", text, 10))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of name must be present and not blank.");
    }

    @Test
    void optionalTextMayBeAbsentOrEmpty() {
        assertThat(Values.optionalText("notes", null, 10)).isNull();
        assertThat(Values.optionalText("notes", "", 10)).isEmpty();
    }

    @Test
    void countsCharactersAsTheDatabasesDo() {
        assertThat(Values.optionalText("name", CLEF.repeat(255), 255)).hasSize(510);
        assertThatThrownBy(() -> Values.optionalText("name", CLEF.repeat(256), 255))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of name must be at most 255 characters long.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\0", "\uD834", "a\uDD1E", "\uDD1E\uD834"})
    void refusesWhatIsNoUnicodeText(String text) {
        assertThatThrownBy(() -> Values.optionalText("name", text, 10))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of name must be Unicode text without NUL characters.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+12", "+15551234567", "+999999999999999"})
    void phoneReturnsE164NumberAsItIs(String phone) {
        assertThat(Values.phone("phone", phone)).isSameAs(phone);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "+",
                "+1",
                "15551234567",
                "+05551234567",
                "+1555123456789012",
                "+1 555 123",
                "+1-555-123",
                "+1555abc",
                "+15551234567\n",
                " +15551234567",
                "+१५५५१२३४५६७",
                "＋15551234567"
            })
    void phoneRefusesEverythingElseWithoutRepeatingIt(@Nullable String phone) {
        assertThatThrownBy(() -> Values.phone("phone", phone))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of phone must be an E.164 number such as +15551234567.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"})
    void instantReturnsWhatBothEnginesHold(Instant instant) {
        assertThat(Values.instant("date", instant)).isEqualTo(instant);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"0000-12-31T23:59:59.999999Z", "+10000-01-01T00:00:00Z"})
    void instantRefusesWhatOneEngineDoesNotHold(@Nullable Instant instant) {
        assertThatThrownBy(() -> Values.instant("date", instant))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of date must be a time between the years 1 and 9999.");
    }

    @Test
    void cutsInstantsToMicrosecondsAndNeverRoundsUp() {
        assertThat(Values.instant("date", Instant.parse("2026-03-01T10:00:00.123456999Z")))
                .isEqualTo(Instant.parse("2026-03-01T10:00:00.123456Z"));
        assertThat(Values.instant("date", Instant.parse("1969-12-31T23:59:59.999999999Z")))
                .isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "-1000000000-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "0000-12-31T23:59:59.999999Z, 0001-01-01T00:00:00Z",
        "2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z"
    })
    void nearestEndsWhereRowsEnd(Instant instant, Instant nearest) {
        assertThat(Values.nearest(instant)).isEqualTo(nearest);
    }

    @Test
    void textsCopiesTheList() {
        List<String> given = new ArrayList<>(List.of("vip", "late"));

        List<String> copy = Values.texts("tags", given, 10);
        given.clear();

        assertThat(copy).containsExactly("vip", "late").isUnmodifiable();
    }

    @Test
    void textsRefusesListWithNullOrOverlongElement() {
        assertThatThrownBy(() -> Values.texts("tags", Arrays.asList("vip", null), 10))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of tags must be present and not blank.");
        assertThatThrownBy(() -> Values.texts("tags", null, 10))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of tags must be present.");
        assertThatThrownBy(() -> Values.texts("tags", List.of("a".repeat(11)), 10))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of tags must be at most 10 characters long.");
    }

    @Test
    void requiredReturnsTheValueOrNamesTheField() {
        assertThat(Values.required("actor", "x")).isEqualTo("x");
        assertThatThrownBy(() -> Values.required("actor", null))
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refusal -> assertThat(refusal.field()).isEqualTo("actor"))
                .hasMessage("The value of actor must be present.");
    }
}
