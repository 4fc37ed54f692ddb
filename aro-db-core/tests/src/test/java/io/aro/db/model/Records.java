package io.aro.db.model;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Copies of records with changed values, and their complete texts. */
final class Records {

    private static final Map<Class<?>, RecordComponent[]> COMPONENTS = new ConcurrentHashMap<>();
    private static final Map<Class<?>, Constructor<?>> CONSTRUCTORS = new ConcurrentHashMap<>();

    private Records() {}

    /** Returns a copy with changed components, given as pairs of name and value. */
    static <T extends Record> T with(T record, @Nullable Object... namesAndValues) {
        RecordComponent[] components = components(record.getClass());
        @Nullable Object[] values = new @Nullable Object[components.length];
        int changed = 0;
        for (int i = 0; i < values.length; i++) {
            int place = Arrays.asList(namesAndValues).indexOf(components[i].getName());
            boolean isChanged = place >= 0 && place % 2 == 0;
            values[i] = isChanged ? namesAndValues[place + 1] : value(components[i], record);
            changed += isChanged ? 2 : 0;
        }
        if (changed != namesAndValues.length) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "%s lacks one of %s.", record.getClass(), Arrays.toString(namesAndValues)));
        }
        @SuppressWarnings("unchecked")
        T copy = (T) create(record.getClass(), values);
        return copy;
    }

    static Object create(Class<?> type, @Nullable Object... values) {
        try {
            return CONSTRUCTORS.computeIfAbsent(type, Records::constructor).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made of " + Arrays.toString(values), e);
        }
    }

    static RecordComponent[] components(Class<?> type) {
        return COMPONENTS.computeIfAbsent(type, Class::getRecordComponents);
    }

    /** Returns the complete text of a value, including secrets and the scale of decimals. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case JsonNode json -> json(json);
            case Record parts ->
                parts.getClass().getSimpleName()
                        + Arrays.stream(components(parts.getClass()))
                                .map(component -> component.getName() + "=" + text(value(component, parts)))
                                .collect(Collectors.joining(", ", "[", "]"));
            case Optional<?> optional -> optional.map(Records::text).orElse("nothing");
            case Collection<?> several ->
                several.stream().map(Records::text).collect(Collectors.joining("; ", "{", "}"));
            case Map.Entry<?, ?> entry -> entry.getKey() + ": " + text(entry.getValue());
            default -> value.toString();
        };
    }

    /** Returns the document with sorted members: an engine may reorder them. */
    private static String json(JsonNode json) {
        if (json instanceof ObjectNode object) {
            Map<String, String> members = new TreeMap<>();
            object.forEachEntry((name, member) -> members.put(name, json(member)));
            return members.toString();
        }
        return json.toString();
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read.", e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(components(type))
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is no record.", e);
        }
    }
}
