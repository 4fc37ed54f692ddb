package io.aro.db.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.aro.db.refusal.InvalidValueException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    /** An enum with an anonymous constant class; both constants print alike. */
    enum Payment {
        CARD,
        CASH {};

        @JsonValue
        String label() {
            return "paid";
        }
    }

    enum Door {
        @JsonProperty("front door")
        FRONT
    }

    record Paid(Payment by, Map<Payment, Integer> amounts, Object where) {}

    @Test
    void refusesAConstantThatComesBackAsAnotherOneThatPrintsAlike() {
        for (Object value : List.of(
                Payment.CASH,
                new Paid(Payment.CASH, Map.of(), 1),
                new Paid(Payment.CARD, Map.of(Payment.CASH, 1), 1))) {
            Class<?> type = value instanceof Paid ? Paid.class : Payment.class;
            assertThatThrownBy(() -> Json.requireReadable("it", value, Json.write(value), type))
                    .as("%s", value)
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageContaining(type.getName());
        }
    }

    @Test
    void takesAConstantThatComesBackAsItWasOrAsATextWhereNoTypeIsAskedFor() {
        for (Object value : List.of(Payment.CARD, Map.of("door", Door.FRONT), Door.FRONT)) {
            Class<?> type = value instanceof Map ? Map.class : value.getClass();
            assertThatCode(() -> Json.requireReadable("it", value, Json.write(value), type))
                    .doesNotThrowAnyException();
        }
        Paid paid = new Paid(Payment.CARD, Map.of(Payment.CARD, 1), Door.FRONT);
        assertThatCode(() -> Json.requireReadable("it", paid, Json.write(paid), Paid.class))
                .doesNotThrowAnyException();
    }

    @Test
    void writesKeysInOrder() {
        assertThat(Json.write(Map.of("b", 1, "a", List.of(true, "x")))).isEqualTo("{\"a\":[true,\"x\"],\"b\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\\\0", "\uD834"})
    void refusesToWriteTextThatPostgresDoesNotKeep(String text) {
        assertThatThrownBy(() -> Json.write(Map.of("note", text)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageMatching(
                        "The value of a JSON document.* must (hold|be) Unicode text without NUL characters\\.");
        assertThat(Json.print(Map.of("note", text))).startsWith("{\"note\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\\\u0000", "\u0001", "\uD834\uDD1E", "\\"})
    void writesTextThatOnlyLooksLikeIt(String text) {
        assertThat(Json.read(Json.write(List.of(text)), String[].class)).containsExactly(text);
    }

    @Test
    void refusalsNameTheTypeAndNeverTheDocument() {
        assertThatThrownBy(() -> Json.read("{\"phone\":\"+15550001\"}", Integer.class))
                .isInstanceOf(InvalidValueException.class)
                .hasNoCause()
                .hasMessage("The value of a JSON document (Integer) must be of its stored type.");
        assertThatThrownBy(() -> Json.write(new Unwritable("+15550001")))
                .isInstanceOf(InvalidValueException.class)
                .hasNoCause()
                .hasMessageNotContaining("5550001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"Ada\",\"name\":\"Bo\"}",
                "{\"who\":[{\"name\":\"Ada\",\"n\\u0061me\":\"Ada\"}]}",
                "{\"name\":\"Ada\\ud834\"}",
                "{\"Ada\\ud834\":1}",
                "{\"name\":\"Ada\\u0000\"}",
                "{\"Ada\\u0000\":1}",
                "{\"name\":\"Ada\uD834\"}",
                "{\"name\":\"Ada\"} {}",
                "{\"name\":\"Ada\"",
                "[\"Ada\"]",
                ""
            })
    void refusesAnObjectThatWouldNotBeKeptAsItIsByItsField(String json) {
        assertThatThrownBy(() -> Json.object("event data", json))
                .isInstanceOf(InvalidValueException.class)
                .hasNoCause()
                .hasMessageStartingWith("The value of event data must ")
                .hasMessageNotContaining("Ada");
    }

    @Test
    void writesAnObjectAnewWithItsMembersAsTheyWere() {
        assertThat(Json.object("event data", " { \"b\": 1.50, \"a\": {\"b\": \"\\ud83d\\ude00\"} } "))
                .isEqualTo("{\"b\":1.50,\"a\":{\"b\":\"😀\"}}");
    }

    /** A record with a failing accessor. Its exception quotes the value. */
    record Unwritable(String phone) {

        @Override
        public String phone() {
            throw new IllegalStateException(phone);
        }
    }
}
