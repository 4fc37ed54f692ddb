package io.aro.db.model;

import io.aro.db.model.Operation.Together;
import io.aro.db.model.Operation.Weight;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Generators of sequences: every record under {@link Operation}, with arguments by type and name.
 *
 * <p>jqwik shrinks a sequence by omitting operations and by taking values from the front of their pools.
 */
final class Sequences {

    private static final int LONGEST = 18;
    private static final int USUAL_WEIGHT = 4;

    private final Map<Class<?>, Arbitrary<Object>> records = new ConcurrentHashMap<>();

    private Sequences() {}

    /** Generates sequences of every theme. */
    static Arbitrary<Sequence> all() {
        Sequences sequences = new Sequences();
        List<Tuple.Tuple2<Integer, Arbitrary<Sequence>>> all = new ArrayList<>();
        for (Theme theme : Theme.values()) {
            all.add(Tuple.of(theme.weight(), sequences.of(theme)));
        }
        return Arbitraries.frequencyOf(all);
    }

    private Arbitrary<Sequence> of(Theme theme) {
        List<Arbitrary<List<Object>>> beginnings = new ArrayList<>();
        for (Class<?> kind : theme.beginnings()) {
            beginnings.add(record(kind).list().ofMinSize(0).ofMaxSize(2));
        }
        Arbitrary<List<List<Object>>> beginning =
                Combinators.combine(beginnings).as(lists -> lists);
        Arbitrary<List<Operation>> rest =
                operation(theme, 3).list().ofMinSize(1).ofMaxSize(LONGEST);
        return Combinators.combine(beginning, rest).as((lists, operations) -> {
            List<Operation> both = new ArrayList<>();
            lists.forEach(list -> list.forEach(operation -> both.add((Operation) operation)));
            both.addAll(operations);
            return new Sequence(both);
        });
    }

    /** Returns each kind of generated operation. */
    static List<Class<?>> kinds() {
        return leaves(Operation.class).filter(kind -> weight(kind) > 0).toList();
    }

    private static int weight(Class<?> kind) {
        Weight weight = kind.getAnnotation(Weight.class);
        return weight == null ? USUAL_WEIGHT : weight.value();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(Sequences::leaves);
    }

    /** Generates an operation, with transactions nested up to a depth. */
    private Arbitrary<Operation> operation(Theme theme, int depth) {
        List<Tuple.Tuple2<Integer, Arbitrary<Operation>>> all = new ArrayList<>();
        for (Class<?> kind : kinds()) {
            int times = weight(kind);
            if (!theme.has(kind)) {
                continue;
            }
            if (kind != Together.class) {
                all.add(Tuple.of(times, record(kind).map(Operation.class::cast)));
            } else if (depth > 1) {
                all.add(Tuple.of(times, together(theme, depth - 1)));
            }
        }
        return Arbitraries.frequencyOf(all);
    }

    private Arbitrary<Operation> together(Theme theme, int depth) {
        Arbitrary<List<Operation>> parts = operation(theme, depth).list().ofMaxSize(4);
        return Combinators.combine(parts, Arbitraries.of(false, true)).as(Together::new);
    }

    private Arbitrary<Object> record(Class<?> type) {
        Arbitrary<Object> known = records.get(type);
        if (known == null) {
            List<Arbitrary<@Nullable Object>> arguments = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                arguments.add(argument(component));
            }
            known = Combinators.combine(arguments).as(values -> Records.create(type, values.toArray()));
            records.put(type, known);
        }
        return known;
    }

    private Arbitrary<@Nullable Object> argument(RecordComponent component) {
        Arbitrary<@Nullable Object> values = values(component).map(value -> value);
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                ? values.injectNull(Pools.absence(component.getName()))
                : values;
    }

    private Arbitrary<?> values(RecordComponent component) {
        return Pools.named(component.getName()).orElseGet(() -> {
            Class<?> type = component.getType();
            return type == List.class ? ofType(elementOf(component)).list().ofMaxSize(3) : ofType(type);
        });
    }

    private Arbitrary<?> ofType(Class<?> type) {
        if (type == boolean.class) {
            return Arbitraries.of(false, true);
        }
        if (!type.isRecord() && !type.isEnum()) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "Arguments of %s need a pool by their name.", type));
        }
        return type.isRecord() ? record(type) : Arbitraries.of(List.of(type.getEnumConstants()));
    }

    private static Class<?> elementOf(RecordComponent component) {
        Type element = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        return (Class<?>) element;
    }
}
