package io.aro.db.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.refusal.InvalidValueException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlainJsonTest {

    /** Fixed, for the same documents in every run. */
    private static final long SEED = 20261130;

    private static final int DOCUMENTS = 30_000;

    /** Pieces of JSON, joined at random: most texts are invalid, and many are almost valid. */
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\":",
        "\"b\":",
        "\"ab\":",
        "\"\":",
        "\"a\"",
        "\"é/\"",
        "\"\\u0000\"",
        "\"\\n\"",
        "\"\uD834\"",
        "\"😀\"",
        "\"\\/\"",
        "\0",
        " ",
        "0",
        "1",
        "12",
        "-",
        ".",
        "e",
        "E+",
        "00",
        "000001",
        "true",
        "false",
        "null",
        "nul",
        "\"",
        "\u007F",
        "\u2028",
        "9999999"
    };

    private static final JsonMapper MAPPER = Json.builder().build();

    private final SplittableRandom random = new SplittableRandom(SEED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"from\":\"booked\",\"to\":\"confirmed\",\"version\":2}",
                "{\"a\":[],\"b\":{\"a\":1,\"ab\":{}},\"\":[{\"a\":0},{\"a\":-1.50}]}",
                "{\"url\":\"https://example.com/é\",\"yes\":true,\"no\":false,\"nothing\":null,\"amount\":120.00}",
                "{\"small\":0.000001,\"large\":999999.999999}"
            })
    void recognizesObjectsThatThisLibraryWrites(String json) {
        assertThat(PlainJson.isObject(json)).isTrue();
        assertThat(Json.object("it", json)).isSameAs(json);
        assertThat(parsed(json)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{",
                "{}}",
                "{} ",
                " {}",
                "{\"a\":1,}",
                "{\"a\":1 }",
                "{\"a\"}",
                "{\"a\":}",
                "{,}",
                "{\"a\":[1,]}",
                "{\"a\":01}",
                "{\"a\":-0}",
                "{\"a\":-0.5}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":1e2}",
                "{\"a\":1.0000000}",
                "{\"a\":1234567}",
                "{\"a\":-}",
                "{\"a\":tru}",
                "{\"a\":\"\\n\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\0\"}",
                "{\"a\":\"😀\"}",
                "{\"a\":\"\uD834\"}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":{\"b\":1,\"c\":{},\"b\":1}}",
                "{\"a\":\"b}"
            })
    void leavesOtherTextsToTheParser(String json) {
        assertThat(PlainJson.isObject(json)).isFalse();
    }

    @Test
    void recognizesOnlyTextsThatAParserWouldPrintUnchanged() {
        int recognized = 0;
        for (int document = 0; document < DOCUMENTS; document++) {
            String json = "{" + (document % 2 == 0 ? joined() : members(3)) + "}";
            if (PlainJson.isObject(json)) {
                recognized++;
                assertThat(parsed(json))
                        .as("document %s of seed %s", document, SEED)
                        .isEqualTo(json);
            }
        }

        assertThat(recognized).isGreaterThan(DOCUMENTS / 10);
    }

    @Test
    void recognizesOnlyCharactersThatAParserWouldPrintUnchanged() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_VALUE)
                        .mapToObj(unit -> "{\"a\":\"" + (char) unit + "\"}")
                        .filter(PlainJson::isObject)
                        .filter(json -> !json.equals(parsed(json))))
                .isEmpty();
    }

    @Test
    void leavesDeepWideAndLongDocumentsToTheParser() {
        String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
        String wide = "{\"n0\":0" + ",\"n1\":0".repeat(50_000) + "}";
        String many =
                IntStream.range(0, 100).mapToObj(i -> ",\"n" + i + "\":0").reduce("{\"n\":0", String::concat) + "}";
        String longText = "{\"a\":\"" + "x".repeat(1 << 16) + "\"}";

        assertThat(PlainJson.isObject(deep)).isFalse();
        assertThat(PlainJson.isObject(wide)).isFalse();
        assertThat(PlainJson.isObject(many)).isFalse();
        assertThat(PlainJson.isObject(longText)).isFalse();
        assertThat(Json.object("it", many)).isEqualTo(many);
        assertThat(Json.object("it", longText)).isEqualTo(longText);
        assertThatThrownBy(() -> Json.object("it", deep)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Json.object("it", wide)).isInstanceOf(InvalidValueException.class);
    }

    private String joined() {
        StringBuilder json = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            json.append(piece());
        }
        return json.toString();
    }

    /** Returns members in the grammar of JSON, except for a few random pieces. */
    private String members(int depth) {
        StringBuilder json = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            json.append(json.isEmpty() ? "" : ",")
                    .append('"')
                    .append((char) ('a' + random.nextInt(6)))
                    .append("\":")
                    .append(value(depth));
        }
        return json.toString();
    }

    private String value(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> Integer.toString(random.nextInt(-5, 2_000_000) >> random.nextInt(20));
            case 1 -> random.nextInt(-2, 9) + "." + random.nextInt(1000) + "0".repeat(random.nextInt(4));
            case 2 -> random.nextInt(8) == 0 ? piece() : "\"a\"";
            case 3 -> random.nextBoolean() ? "true" : "null";
            case 4 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
            default -> "{" + members(depth - 1) + "}";
        };
    }

    private String piece() {
        return PIECES[random.nextInt(PIECES.length)];
    }

    /** Returns the print of a parsed document; the message of the refusal if the text is invalid. */
    private static String parsed(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return MAPPER.writeValueAsString(node);
        } catch (JacksonException e) {
            return "refused: " + e.getMessage();
        }
    }
}
