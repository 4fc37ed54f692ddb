package io.aro.db.idempotency;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.idempotency.internal.protocol.Fingerprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** The prints were computed by the first version with rule 2. Databases keep them, so they never change. */
    @Test
    void keepsThePrintsOfStoredRequests() {
        String document = "{\"b\":[1,-0.50,1e400,\"é😀\"],\"a\":{\"y\":true,\"x\":null}}";

        assertThat(of("{}")).isEqualTo("2:c63eb451e0f52b2cfcbe58f0da3fe00def61811dce4f0ffc873c92a2b5f17c9a");
        assertThat(of(document)).isEqualTo("2:31057428759c4369d1c9c8842775d554b9869f0c9161fa6b75721b12267469c5");
        assertThat(of("[\"a\",[],{}]")).isEqualTo("2:f979dc68a591ec0ebad58387146dc0f5f57d1c617a644662718e1098cbaebc57");
        assertThat(of("a=1&b=2")).isEqualTo("2:2fd65471818b46521e95a3e8cac73f503129310297844adf2fcc520cc3c74554");
        assertThat(of(Map.of("a", Set.of("x", "y"))))
                .isEqualTo("2:6d7670b19b8ea7823c82b35a24daf9ac9739945ab2aa928434b5071fcc29542f");
        assertThat(Fingerprint.of(document, RequestIdentity.only("/a/x", "/b/3"))
                        .text())
                .isEqualTo("2:ca4ff7f129f1fde7bbfc0f174cceb2654f74a3b4a5800785b2302cef24122d90");
        assertThat(Fingerprint.of(document, RequestIdentity.except("/b/0")).text())
                .isEqualTo("2:185d19eb6a9a0fca99f44fcc87a514db1f7328b5ae914ea02765de156b2ef436");
    }

    @Test
    void readsBytesAsTheTextTheyEncode() {
        String text = "{\"a\":\"ü\ufffd😀\"}";

        assertThat(of(text.getBytes(UTF_8))).isEqualTo(of(text)).isEqualTo(of(("\uFEFF" + text).getBytes(UTF_8)));
        assertAllDiffer(
                text,
                new byte[] {'"', (byte) 0xC3, '"'},
                new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
                "\"\ufffd\"".getBytes(UTF_8),
                "\"\ufffd\ufffd\"".getBytes(UTF_8),
                "\"\ufffd\ufffd\ufffd\"".getBytes(UTF_8));
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
