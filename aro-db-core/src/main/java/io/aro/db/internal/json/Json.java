package io.aro.db.internal.json;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.refusal.InvalidValueException;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.NumericNode;

/** Reading and writing of JSON with one immutable mapper. Thread-safe. */
public final class Json {

    private static final JsonMapper MAPPER = builder().build();

    /** An escaped NUL, preceded by an even number of backslashes. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    /** Maximum digits of a number: far below the limit of PostgreSQL's numeric, far above practical values. */
    private static final int DIGITS = 1000;

    private Json() {}

    static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
                // As doubles, different numbers could become equal.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                // Two constants may have the same toString().
                .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                // Times keep their offset and zone through a round trip.
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(
                        DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                        DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
                // Otherwise the first of two members with the same name would be lost.
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .addModule(new SimpleModule("aro-db documents").setSerializerModifier(new EmptyBeanRule()));
    }

    /**
     * Returns the value as JSON text, storable on both engines.
     *
     * @throws InvalidValueException if Jackson cannot serialize the value, or a text in it is not storable on
     *     PostgreSQL
     */
    public static String write(Object value) {
        return storable(() -> documentOf(value.getClass()), print(value));
    }

    /**
     * Returns the value as JSON text, storable on both engines and within a size limit. Null is written as
     * {@code null}.
     *
     * @param label the name of the value in messages
     * @param maxBytes the size limit in bytes of UTF-8
     * @param limit the name of the limit in messages
     * @throws InvalidValueException if Jackson cannot serialize the value, the text exceeds the limit, or a text in it
     *     is not storable on PostgreSQL
     */
    public static String write(String label, @Nullable Object value, int maxBytes, String limit) {
        String json = value == null ? "null" : write(value);
        // A char has at most three bytes, so shorter texts need no count.
        if (json.length() > maxBytes / 3 && json.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new InvalidValueException(
                    label, String.format(Locale.ROOT, "must be at most %s bytes of JSON long, %s", maxBytes, limit));
        }
        return json;
    }

    private static String storable(Supplier<String> label, String json) {
        if (json.contains("\\u0000") && NUL.matcher(json).find()) {
            throw new InvalidValueException(label.get(), "must hold Unicode text without NUL characters");
        }
        return Values.isUnicode(json) ? json : Values.wanted(label.get(), json);
    }

    /**
     * Returns the value as JSON text, without a check of its texts.
     *
     * @throws InvalidValueException if Jackson cannot serialize the value
     */
    public static String print(Object value) {
        return print(MAPPER, value, () -> documentOf(value.getClass()));
    }

    static String print(JsonMapper mapper, Object value, Supplier<String> label) {
        try {
            return mapper.writeValueAsString(value);
        } catch (InvalidDefinitionException e) {
            throw unwritable(label.get(), e.getType());
        } catch (JacksonException e) {
            throw new InvalidValueException(label.get(), "must be serializable to JSON by Jackson");
        } catch (ClassCastException e) {
            // Jackson sorts map keys by their natural order, and incomparable keys throw.
            throw new InvalidValueException(
                    label.get(), "must be serializable to JSON by Jackson, with keys of one kind in each map");
        }
    }

    /**
     * Checks that JSON can distinguish the objects of a class: a class without properties is refused.
     *
     * @param label the name of the value in the message
     * @throws InvalidValueException if the class has no properties, or Jackson cannot serialize the class
     */
    public static void requireProperties(String label, Class<?> type) {
        if (type == Object.class || type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return;
        }
        try {
            SerializationContext context = MAPPER._serializationContext();
            ValueSerializer<Object> serializer = context.findRootValueSerializer(type);
            if (serializer instanceof EmptyBeanRule.WithoutProperties || context.isUnknownTypeSerializer(serializer)) {
                throw unwritable(label, MAPPER.constructType(type));
            }
        } catch (JacksonException e) {
            throw unwritable(label, MAPPER.constructType(type));
        }
    }

    /**
     * Checks that a value is equal after a round trip through JSON.
     *
     * @param label the name of the value in the message
     * @throws InvalidValueException if the JSON cannot be read as the type, or the copy differs
     */
    public static void requireReadable(String label, @Nullable Object value, String json, Class<?> type) {
        Object read;
        try {
            read = MAPPER.readValue(json, type);
        } catch (JacksonException | ClassCastException e) {
            // Jackson accepts a raw EnumSet, and fails later with a ClassCastException.
            throw unreadable(label, type);
        }
        if (value instanceof String && value.equals(read)) {
            return;
        }
        Object original = value == null ? NullNode.getInstance() : value;
        Object copy = read == null ? NullNode.getInstance() : read;
        // A set may become a list or change its order, and a constant may become a constant with the same print.
        if (!NamedJson.print(original, label).equals(NamedJson.print(copy, label))
                && !Arrays.equals(ObjectDigest.print(original, null, label), ObjectDigest.print(copy, null, label))) {
            throw unreadable(label, type);
        }
    }

    /**
     * Returns the value of a stored JSON text. An absent primitive property has its Java default.
     *
     * @throws InvalidValueException if the text does not fit the type
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            ObjectReader reader = MAPPER.readerFor(type);
            // A class may have gained properties since. A primitive type has no properties and must not be null.
            return (type.isPrimitive() ? reader : reader.without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES))
                    .readValue(json);
        } catch (JacksonException e) {
            throw unusable(type, "must be of its stored type");
        }
    }

    /**
     * Returns the JSON object as text in this library's form. Text in the common part of that form is only scanned.
     *
     * @throws InvalidValueException if the text is not a JSON object, has duplicate member names, or is not storable on
     *     PostgreSQL
     */
    public static String object(String field, @Nullable String json) {
        if (json != null && PlainJson.isObject(json)) {
            return json;
        }
        JsonNode node = parse(field, json);
        if (!node.isObject() || !hasStorableNumbers(node)) {
            throw new InvalidValueException(field, "must be a JSON object with numbers of at most 1000 digits");
        }
        return storable(() -> field, print(node));
    }

    /**
     * Returns a stored document as a value of the given type.
     *
     * @param document the name of the document in the message
     * @throws DocumentMismatchException if the document does not fit the type
     */
    public static <T> T as(Class<T> type, JsonNode stored, String document) {
        try {
            T value = MAPPER.treeToValue(stored, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException e) {
            // Jackson's own message may quote the document, so it is dropped.
        }
        throw new DocumentMismatchException(document, type.getSimpleName());
    }

    /** Returns a stored document like {@link #as}, or empty for null and JSON null. */
    public static <T> Optional<T> asOptional(Class<T> type, @Nullable JsonNode stored, String document) {
        return stored == null || stored.isNull() ? Optional.empty() : Optional.of(as(type, stored, document));
    }

    /** Returns the value as a new JSON tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    private static JsonNode parse(String field, @Nullable String json) {
        try {
            return MAPPER.readTree(Values.required(field, json));
        } catch (JacksonException e) {
            // Jackson's own message may quote the document, so it is dropped.
            throw new InvalidValueException(field, "must be JSON without duplicate member names");
        }
    }

    /**
     * Returns whether all numbers are storable on both engines. PostgreSQL's jsonb refuses 1E+200000; SQLite accepts
     * it.
     */
    private static boolean hasStorableNumbers(JsonNode node) {
        if (node instanceof NumericNode number) {
            BigDecimal value = number.decimalValue();
            return Math.abs((long) value.precision() - value.scale()) <= DIGITS && Math.abs(value.scale()) <= DIGITS;
        }
        return node.valueStream().allMatch(Json::hasStorableNumbers);
    }

    /** Returns the elements of a JSON array of strings, as an immutable list. */
    public static List<String> strings(String json) {
        return List.of(read(json, String[].class));
    }

    /** Returns an exception with the type only. Jackson's own messages may quote the document. */
    private static InvalidValueException unusable(Class<?> type, String rule) {
        return new InvalidValueException(documentOf(type), rule);
    }

    private static String documentOf(Class<?> type) {
        return String.format(Locale.ROOT, "a JSON document (%s)", type.getSimpleName());
    }

    private static InvalidValueException unwritable(String label, @Nullable JavaType type) {
        String name = type == null ? "its class" : type.getRawClass().getName();
        return new InvalidValueException(
                label, String.format(Locale.ROOT, "must be serializable to JSON by Jackson; give %s properties", name));
    }

    private static InvalidValueException unreadable(String label, Class<?> type) {
        return new InvalidValueException(
                label,
                String.format(
                        Locale.ROOT,
                        "must be equal after a round trip through JSON; let Jackson read each property of %s",
                        type.getName()));
    }
}
