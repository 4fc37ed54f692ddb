package io.aro.db.idempotency;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.idempotency.internal.protocol.Fingerprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void isTheSameForOneDocumentInAnyForm() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", List.of(1, "ü"));
        map.put("a", true);
        List<Object> same = List.of(
                "{\"a\":true,\"b\":[1,\"ü\"]}",
                " { \"b\" : [ 1 , \"\\u00fc\" ],\n\t\"a\" : true } ",
                "{\"b\":[1,\"ü\"],\"a\":true}".getBytes(UTF_8),
                map);

        assertThat(same.stream().map(FingerprintTest::of).distinct())
                .hasSize(1)
                .allMatch(hash -> hash.matches("2:[0-9a-f]{64}"));
    }

    @Test
    void differsForDocumentsThatDiffer() {
        assertAllDiffer(
                "{\"a\":1}",
                "{\"a\":2}",
                "{\"a\":\"1\"}",
                "{\"a\":1.5}",
                "{\"a\":null}",
                "{}",
                "[]",
                "null",
                "1",
                "\"1\"",
                "",
                "{\"a\":[1,2]}",
                "{\"a\":[2,1]}",
                "{\"a\":[[1],2]}",
                "{\"a\":9007199254740993}",
                "{\"a\":9007199254740992}",
                "{\"a\":0.1000000000000000055511151231257827}",
                "{\"a\":0.1}");
    }

    @Test
    void countsWhatIsNotJsonByteByByte() {
        assertAllDiffer("a=1&b=2", "b=2&a=1", "a=1&b=2 ", "{\"a\":1", "{\"a\":1}}", "{\"a\":1} {\"b\":2}", "{\"a\":1}");
    }

    @Test
    void tellsBytesApartThatAreNoText() {
        assertAllDiffer(
                "{\"a\":\"\u00fc\"}".getBytes(ISO_8859_1),
                "{\"a\":\"\u00e4\"}".getBytes(ISO_8859_1),
                "{\"a\":\"\ufffd\"}".getBytes(UTF_8));
    }

    @Test
    void tellsPartsApartHoweverTheyAreSplit() {
        assertThat(Stream.of(
                                List.of("a", "bc"),
                                List.of("ab", "c"),
                                List.of("abc"),
                                List.of("a", "b", "c"),
                                List.of("", "abc"))
                        .map(Fingerprint::ofParts))
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsKindsOfRequestsApartWhoseBytesAreAlike() {
        byte[] bytes = "a=1".getBytes(UTF_8);

        assertThat(of("a=1")).isEqualTo(of(bytes));
        assertThat(Stream.of(
                        of("a=1"),
                        of("\"a=1\""),
                        Fingerprint.of("a=1", RequestIdentity.ownBytes(body -> bytes))
                                .text(),
                        Fingerprint.of("\"a=1\"", RequestIdentity.only("")).text()))
                .doesNotHaveDuplicates();
    }

    @Test
    void knowsARequestThatAnEarlierRuleOfThisLibraryPrinted() {
        Fingerprint.Rule before =
                new Fingerprint.Rule(7, identity -> body -> body.toString().getBytes(UTF_8));
        Fingerprint.Rule now = new Fingerprint.Rule(8, Fingerprint::digests);

        Fingerprint fingerprint = Fingerprint.of(List.of(now, before), "{}", RequestIdentity.wholeBody());

        assertThat(fingerprint.text()).startsWith("8:").hasSize(66);
        assertThat(fingerprint.matches(fingerprint.text())).isTrue();
        assertThat(fingerprint.matches("7:7b7d")).isTrue();
        assertThat(fingerprint.matches("7:7b7e")).isFalse();
        assertThat(fingerprint.matches("8:7b7d")).isFalse();
        assertThat(fingerprint.prefixes()).containsExactly("8:", "7:");
    }

    @Test
    void takesARequestForTheSameWhoseRuleIsNotKnown() {
        Fingerprint fingerprint = Fingerprint.of("{}", RequestIdentity.wholeBody());

        assertThat(fingerprint.matches("1:" + "0".repeat(64))).isTrue();
        assertThat(fingerprint.matches("20:" + "0".repeat(64))).isTrue();
        assertThat(fingerprint.matches("2:" + "0".repeat(64))).isFalse();
    }

    private static String of(Object request) {
        return Fingerprint.of(request, RequestIdentity.wholeBody()).text();
    }

    private static void assertAllDiffer(Object... requests) {
        assertThat(Stream.of(requests).map(FingerprintTest::of)).doesNotHaveDuplicates();
    }
}
