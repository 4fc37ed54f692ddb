package io.aro.db.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares equality of digests with equality of documents, for 1,000 pairs of each kind. */
class JsonEqualityTest {

    /** Fixed, for the same documents in every run. */
    private static final long SEED = 20261129;

    private static final int PAIRS = 1000;
    private static final String[] TEXTS = {
        "", "a", "b", "ab", "é", "e\u0301", "😀", "/", "\"", "\\", "\n", "null", "1", "\u2028"
    };

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void printsOneDocumentAlikeHoweverItIsWritten() {
        for (int pair = 0; pair < PAIRS; pair++) {
            Object document = value(4);
            String one = written(document);
            String other = written(document);

            assertThat(print(one))
                    .as("pair %s of seed %s: %s and %s", pair, SEED, one, other)
                    .isEqualTo(print(other));
        }
    }

    @Test
    void printsTwoDocumentsApartThatDifferInOnePlace() {
        for (int pair = 0; pair < PAIRS; pair++) {
            Object document = value(4);
            Object changed = changed(document);
            String one = written(document);
            String other = written(changed);

            assertThat(print(one))
                    .as("pair %s of seed %s: %s and %s", pair, SEED, one, other)
                    .isNotEqualTo(print(other));
        }
    }

    /**
     * Returns a random value: null, a boolean, a decimal without trailing zeros, a text, a list or a map.
     *
     * @param depth the maximum depth of nested lists and maps
     */
    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> number();
            case 3 -> TEXTS[random.nextInt(TEXTS.length)];
            case 4 -> list(depth);
            case 5 -> map(depth);
            default -> throw new AssertionError("There are six kinds.");
        };
    }

    private BigDecimal number() {
        BigDecimal number = BigDecimal.valueOf(random.nextLong(-1000, 1000), random.nextInt(-3, 4));
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(depth - 1));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(TEXTS[random.nextInt(TEXTS.length)], value(depth - 1));
        }
        return map;
    }

    private Object changed(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag ? "true" : !flag;
            case BigDecimal number -> random.nextBoolean() ? number.add(new BigDecimal("1e-9")) : number.toString();
            case String text -> random.nextBoolean() ? text + "x" : List.of(text);
            case List<?> list -> changedList(list);
            case Map<?, ?> map -> changedMap(map);
            default -> throw new AssertionError("No other kind is made.");
        };
    }

    private Object changedList(List<?> list) {
        List<@Nullable Object> copy = new ArrayList<>(list);
        int at = random.nextInt(list.size() + 1);
        if (at == list.size()) {
            copy.add(null);
        } else {
            copy.set(at, changed(copy.get(at)));
        }
        return copy;
    }

    private Object changedMap(Map<?, ?> map) {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
        List<Object> names = new ArrayList<>(map.keySet());
        int at = random.nextInt(names.size() + 1);
        if (at == names.size()) {
            copy.put("new", null);
        } else {
            copy.put(names.get(at), changed(copy.get(names.get(at))));
        }
        return copy;
    }

    private String written(@Nullable Object value) {
        return space()
                + switch (value) {
                    case null -> "null";
                    case Boolean flag -> flag.toString();
                    case BigDecimal number -> written(number);
                    case String text -> written(text);
                    case List<?> list ->
                        list.stream().map(this::written).collect(Collectors.joining(",", "[", space() + "]"));
                    case Map<?, ?> map -> written(map);
                    default -> throw new AssertionError("No other kind is made.");
                }
                + space();
    }

    private String written(Map<?, ?> map) {
        List<Map.Entry<?, ?>> members = new ArrayList<>(map.entrySet());
        Collections.shuffle(members, new Random(random.nextLong()));
        return members.stream()
                .map(member -> space() + written(member.getKey().toString()) + ":" + written(member.getValue()))
                .collect(Collectors.joining(",", "{", space() + "}"));
    }

    private String written(BigDecimal number) {
        int zeros = random.nextInt(3);
        return switch (random.nextInt(4)) {
            case 0 -> number.toPlainString();
            case 1 -> number.setScale(Math.max(number.scale(), 0) + zeros).toPlainString();
            case 2 -> number.unscaledValue() + (random.nextBoolean() ? "e" : "E") + -number.scale();
            case 3 -> number.unscaledValue() + "." + "0".repeat(zeros + 1) + "e" + -number.scale();
            default -> throw new AssertionError("There are four forms.");
        };
    }

    private String written(String text) {
        return text.chars()
                .mapToObj(unit -> random.nextInt(3) == 0 || unit < ' ' || unit == '"' || unit == '\\'
                        ? String.format(Locale.ROOT, random.nextBoolean() ? "\\u%04x" : "\\u%04X", unit)
                        : String.valueOf((char) unit))
                .collect(Collectors.joining("", "\"", "\""));
    }

    private String space() {
        return Arrays.asList("", "", " ", "\n\t").get(random.nextInt(4));
    }

    private static String print(String json) {
        return Arrays.toString(JsonDigest.of(json, null, "the document").orElseThrow());
    }
}
