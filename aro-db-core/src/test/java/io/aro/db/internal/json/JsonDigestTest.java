package io.aro.db.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.internal.json.JsonDigest.Selection;
import io.aro.db.refusal.InvalidValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDigestTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | 120.00 | 1.2e2 | 12E+1 | 1200e-1 | 0.12e3",
                "0 | -0 | 0.0 | -0.00e5 | 0e-999999999 | 0E9",
                "-1 | -1.0 | -10e-1 | -0.1E1 | -1e0 | -1e-0",
                "1e400 | 10e399 | 1.0E+400 | 0.1e401 | 1000e397 | 1e0400"
            })
    void takesNumbersByTheirValue(String first, String a, String b, String c, String d, String e) {
        assertThat(List.of(a, b, c, d, e))
                .allSatisfy(same -> assertThat(print(same)).isEqualTo(print(first)));
    }

    @Test
    void tellsNumbersApartThatNoDoubleHoldsApart() {
        List<String> different = List.of(
                "9007199254740993",
                "9007199254740992",
                "0.1",
                "0.10000000000000000001",
                "1e308",
                "1e309",
                "1e-400",
                "0",
                "1",
                "-1",
                "10",
                "9".repeat(310),
                "\"1\"");

        assertThat(different.stream().map(JsonDigestTest::print)).doesNotHaveDuplicates();
    }

    @Test
    void tellsDocumentsApartWhosePartsWouldJoinAlike() {
        List<String> different = List.of(
                "null",
                "true",
                "false",
                "\"\"",
                "[]",
                "{}",
                "[[]]",
                "[{}]",
                "[[],[]]",
                "[[[]]]",
                "{\"\":\"\"}",
                "{\"\":[]}",
                "[\"a\",\"b\"]",
                "[\"ab\"]",
                "[\"b\",\"a\"]",
                "[[\"a\"],\"b\"]",
                "[\"a\",[\"b\"]]",
                "[1,2]",
                "[12]",
                "[\"1\",2]",
                "{\"a\":\"b\"}",
                "{\"ab\":\"\"}",
                "{\"a\":{\"b\":1}}",
                "{\"a\":[\"b\",1]}",
                "[\"a\",\"b\",1]",
                "{\"a\":1,\"b\":2}",
                "{\"a\":2,\"b\":1}",
                "{\"a\":1}",
                "{\"a\":1,\"b\":null}",
                "{\"a\":null}",
                "{\"A\":1}",
                "[null]",
                "\"null\"");

        assertThat(different.stream().map(JsonDigestTest::print)).doesNotHaveDuplicates();
    }

    @Test
    void doesNotCountTheOrderOfMembersWhiteSpaceAndEscapes() {
        String document = "{\"a\":{\"x\":1,\"y\":[1,2]},\"b\":\"é😀/\\n\"}";

        assertThat(print("\n{ \"b\" : \"\\u00e9\\ud83d\\uDE00\\/\\u000a\", \"\\u0061\":{\"y\":[1,\t2],\"x\":1}} "))
                .isEqualTo(print(document));
        assertThat(print("{\"a\":{\"x\":1,\"y\":[1,2]},\"b\":\"e\u0301😀/\\n\"}"))
                .isNotEqualTo(print(document));
    }

    @Test
    void sortsMembersOfManyAndOfNestedObjects() {
        List<Integer> numbers = IntStream.range(0, 200).boxed().collect(Collectors.toCollection(ArrayList::new));
        String sorted = members(numbers, number -> "{\"b\":" + members(List.of(1, 2, 3, 4, 5), n -> "[{}]") + "}");

        Collections.shuffle(numbers, new Random(7));
        assertThat(print(members(numbers, number -> "{\"b\":" + members(List.of(5, 3, 1, 2, 4), n -> "[{}]") + "}")))
                .isEqualTo(print(sorted));
        numbers.add(numbers.getFirst());
        assertThatThrownBy(() -> print(members(numbers, number -> "0")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageEndingWith("must be the only member of its name.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1",
                "{}}",
                "{} {}",
                "[1,]",
                "01",
                "+1",
                ".5",
                "1.",
                "NaN",
                "Infinity",
                "'a'",
                "a=1&b=2",
                "\uFEFF{}",
                "\"a\nb\"",
                "[1] x"
            })
    void findsNothingInTextThatIsNotJson(String text) {
        assertThat(JsonDigest.of(text, null, "it")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"a\":1} | it at /a | must be the only member of its name",
                "{\"b\":[{\"x~/\":1,\"y\":2,\"x~/\":3}]} | it at /b/0/x~0~1 | must be the only member of its name",
                "[\"\\u0000\"] | it at /0 | must be Unicode text without NUL characters",
                "{\"who\":{\"name\":\"\\ud834\"}} | it at /who/name | must be Unicode text without NUL characters",
                "[\"\\udd1e\\ud834\"] | it at /0 | must be Unicode text without NUL characters",
                "\"\\ud834x\" | it | must be Unicode text without NUL characters",
                "{\"\\u0000\":1} | it at / | must have a name of Unicode text without NUL characters",
                "{\"n\":1e9999999999999999999} | it at /n | must be a number of at most 310 characters and an exponent of at most 18 digits"
            })
    void refusesWhatHasNoOneMeaningAndNamesThePlace(String json, String field, String rule) {
        assertThatThrownBy(() -> print(json)).isInstanceOfSatisfying(InvalidValueException.class, refusal -> {
            assertThat(refusal.field().strip()).isEqualTo(field);
            assertThat(refusal.rule()).isEqualTo(rule);
        });
    }

    @Test
    void refusesANumberOf400DigitsAndNeverQuotesIt() {
        assertThatThrownBy(() -> print("{\"a\":[0," + "7".repeat(400) + "]}"))
                .isInstanceOf(InvalidValueException.class)
                .hasNoCause()
                .hasMessage(
                        "The value of it at /a/1 must be a number of at most 310 characters and an exponent of at most 18 digits.");
        assertThat(print("\"" + "7".repeat(400_000) + "\"")).isNotEmpty();
        assertThat(print("{\"" + "7".repeat(100_000) + "\":1}")).isNotEmpty();
    }

    @Test
    void refusesADocumentOfMoreThan500LevelsAndReadsOneOf500() {
        assertThat(print("[".repeat(501) + "]".repeat(501))).isNotEqualTo(print("[".repeat(500) + "]".repeat(500)));
        assertThatThrownBy(() -> print("[".repeat(100_000) + "]".repeat(100_000)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("must not be deeper than 500 objects and arrays")
                .hasMessageStartingWith("The value of it at /0/0/")
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void selectsPartsByPointersOfRfc6901() {
        String document = "{\"a/b\":{\"m~n\":[10,{\"\":\"x\"}],\"0\":\"zero\"},\"other\":1}";

        assertThat(only(document, "/a~1b/m~0n/1/"))
                .isEqualTo(only("{\"a/b\":{\"m~n\":[0,{\"\":\"x\"}]}}", "/a~1b/m~0n/1/"));
        assertThat(only(document, "/a~1b/0", "/other"))
                .isEqualTo(only("{\"other\":1.0,\"a/b\":{\"0\":\"zero\"}}", "/other", "/a~1b/0"));
        assertThat(only(document, "")).isEqualTo(only(document + " ", "", ""));
        assertThat(only(document, "/a~1b", "/a~1b/m~0n")).isNotEqualTo(only(document, "/a~1b"));
        assertThat(only("{\"a\":1,\"b\":2}", "/a")).isNotEqualTo(only("{\"a\":1,\"b\":2}", "/b"));
        assertThat(only("{\"a\":1,\"b\":1}", "/a")).isNotEqualTo(only("{\"a\":1,\"b\":1}", "/b"));
        assertThat(only("{\"a\":1}", "")).isNotEqualTo(print("{\"a\":1}"));
    }

    @Test
    void leavesOutWhatPointersSelect() {
        String document = "{\"id\":1,\"sent\":5,\"list\":[{\"n\":1},{\"n\":2}]}";

        assertThat(except(document, "/sent")).isEqualTo(print("{\"id\":1,\"list\":[{\"n\":1},{\"n\":2}]}"));
        assertThat(except(document, "/sent", "/list/0/n")).isEqualTo(print("{\"id\":1,\"list\":[{},{\"n\":2}]}"));
        assertThat(except(document, "/list/1")).isEqualTo(print("{\"id\":1,\"sent\":5,\"list\":[{\"n\":1}]}"));
        assertThat(except(document, "/list/01", "/nowhere/x")).isEqualTo(print(document));
    }

    @Test
    void refusesAPointerThatSelectsNothingOrMoreThanOne() {
        for (String json : List.of("{}", "{\"a\":{}}", "{\"a\":1}", "[]", "1", "{\"a\":[]}")) {
            assertThatThrownBy(() -> only(json, "/a/b"))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessage("The value of it at /a/b must be present, since it identifies the request.");
        }
        for (String json : List.of("{\"a\":{\"b\":1,\"b\":1}}", "{\"a\":{\"b\":1},\"a\":{}}")) {
            assertThatThrownBy(() -> only(json, "/a/b"))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageEndingWith("must be the only member of its name.");
        }
    }

    @Test
    void refusesPointersThatAreNone() {
        for (String pointer : List.of("a", "a/b", "/~", "/~2", "/a~", "#/a", "/\0", "/" + "x".repeat(1000))) {
            assertThatThrownBy(() -> Selection.only(List.of(pointer))).isInstanceOf(InvalidValueException.class);
            assertThatThrownBy(() -> Selection.except(List.of(pointer))).isInstanceOf(InvalidValueException.class);
        }
        assertThatThrownBy(() -> Selection.only(List.of())).isInstanceOf(InvalidValueException.class);
    }

    private static String members(List<Integer> numbers, IntFunction<String> value) {
        return numbers.stream()
                .map(number -> "\"name " + number + "\":" + value.apply(number))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String print(String json) {
        return hex(JsonDigest.of(json, null, "it"));
    }

    private static String only(String json, String... pointers) {
        return hex(JsonDigest.of(json, Selection.only(List.of(pointers)), "it"));
    }

    private static String except(String json, String... pointers) {
        return hex(JsonDigest.of(json, Selection.except(List.of(pointers)), "it"));
    }

    private static String hex(Optional<byte[]> print) {
        return hex(print.orElseThrow());
    }

    private static String hex(byte[] print) {
        return HexFormat.of().formatHex(print);
    }
}
