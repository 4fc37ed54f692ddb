package io.aro.db.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ObjectDigestTest {

    enum Size {
        SMALL,
        LARGE;

        @Override
        public String toString() {
            return "a size";
        }
    }

    record Order(Set<Item> items, Map<Size, Set<String>> notes) {}

    record Item(String name, Set<Set<BigDecimal>> prices) {}

    record Empty() {}

    @Test
    void printsEqualObjectsAlikeInWhateverOrderASetGivesItsElements() {
        Item cut = new Item("cut", linked(linked(new BigDecimal("9"), new BigDecimal("1E+1")), linked()));
        Item tuc = new Item("cut", linked(linked(), linked(new BigDecimal("1E+1"), new BigDecimal("9"))));
        Item colour = new Item("colour", Set.of());
        Map<Size, Set<String>> notes = new EnumMap<>(Size.class);
        notes.put(Size.LARGE, linked("b", "a"));
        notes.put(Size.SMALL, linked());

        assertThat(print(new Order(linked(cut, colour), Map.of(Size.SMALL, Set.of(), Size.LARGE, linked("a", "b")))))
                .isEqualTo(print(new Order(linked(colour, tuc), notes)));
        assertThat(print(new TreeSet<>(List.of("a", "b"))))
                .isEqualTo(print(linked("b", "a")))
                .isEqualTo(print(new HashSet<>(List.of("b", "a"))))
                .isNotEqualTo(print(linked("b", "a", "c")));
        assertThat(print(linked((Object) new byte[] {1}, new byte[] {2})))
                .isEqualTo(print(linked((Object) new byte[] {2}, new byte[] {1})));
        assertThat(print(List.of("a", "b"))).isNotEqualTo(print(List.of("b", "a")));
    }

    record Visit(
            @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
            Set<String> services,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<String> notes) {}

    @Test
    void printsSetsApartThatJacksonWritesInAFormOfTheirOwn() {
        assertThat(Stream.of(
                                new Visit(Set.of("cut"), Set.of()),
                                new Visit(Set.of("colour"), Set.of()),
                                new Visit(Set.of("cut", "colour"), Set.of()),
                                new Visit(Set.of(), Set.of()),
                                new Visit(Set.of("cut"), Set.of("late")))
                        .map(ObjectDigestTest::print))
                .doesNotHaveDuplicates();
        assertThat(print(new Visit(Set.of("cut"), Set.of()))).isEqualTo(print(Map.of("services", "cut")));
    }

    @Test
    void printsConstantsApartThatPrintAlike() {
        assertThat(Stream.of(
                                Size.SMALL,
                                Size.LARGE,
                                List.of(Size.SMALL),
                                EnumSet.of(Size.LARGE),
                                Map.of(Size.SMALL, 1),
                                Map.of(Size.LARGE, 1),
                                Optional.of(TimeUnit.DAYS),
                                TimeUnit.HOURS)
                        .map(ObjectDigestTest::print))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesKeysOfAMapThatAreOneText() {
        Map<Object, Integer> map = new LinkedHashMap<>();
        map.put(1, 1);
        map.put("1", 2);

        assertThatThrownBy(() -> print(map))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of it at /1 must be the only member of its name.");
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        for (Object number : List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)) {
            for (Object request : List.of(number, List.of(number), Set.of(number), Map.of("n", number))) {
                assertThatThrownBy(() -> print(request)).isInstanceOf(InvalidValueException.class);
            }
        }
    }

    @Test
    void refusesAnObjectThatHoldsItself() {
        Map<String, Object> map = new HashMap<>();
        map.put("me", map);

        assertThatThrownBy(() -> print(map)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void refusesAClassWithoutPropertiesByItsNameWhereverItStands() {
        Runnable lambda = () -> {};
        for (Object value : List.of(new Hidden(1), new Annotated(1), new Object(), lambda)) {
            for (Object request :
                    List.of(value, List.of(value), Map.of("x", value), Optional.of(value), Set.of(value))) {
                assertThatThrownBy(() -> print(request))
                        .isInstanceOf(InvalidValueException.class)
                        .hasNoCause()
                        .hasMessageContaining("; give " + value.getClass().getName() + " properties");
            }
        }
        assertThat(Stream.of(new Empty(), Map.of(), Json.tree(Map.of()))
                        .map(ObjectDigestTest::print)
                        .distinct())
                .hasSize(1);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> Set<T> linked(T... elements) {
        return new LinkedHashSet<>(Arrays.asList(elements));
    }

    private static String print(Object value) {
        return Arrays.toString(ObjectDigest.print(value, null, "it"));
    }

    /** A class without properties visible to Jackson. */
    @SuppressWarnings("unused")
    private static final class Hidden {

        private final int number;

        Hidden(int number) {
            this.number = number;
        }
    }

    /** An annotated class without properties; Jackson's own rule accepts any annotation. */
    @Tag("annotated")
    @SuppressWarnings("unused")
    private static final class Annotated {

        private final int number;

        Annotated(int number) {
            this.number = number;
        }
    }
}
