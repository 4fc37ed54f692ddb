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
import java.util.Objects;
import java.util.Optional;
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

/** Reads and writes JSON with one immutable mapper; thread-safe. */
public final class Json {

    private static final JsonMapper MAPPER = builder().build();

    /** An escaped NUL, which a backslash that is escaped itself does not begin. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    /** Far below what PostgreSQL's numeric holds, far above what anybody means. */
    private static final int DIGITS = 1000;

    private Json() {}

    static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
                // A double would make different numbers equal.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                // Two constants may print alike.
                .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                // A time is read with the offset and the zone that it was written with.
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(
                        DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                        DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
                // The first of two members of one name would be lost.
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .addModule(new SimpleModule("aro-db documents").setSerializerModifier(new EmptyBeanRule()));
    }

    /**
     * Returns the value as JSON text that both engines store.
     *
     * @throws InvalidValueException if it holds text that PostgreSQL does not keep
     */
    public static String write(Object value) {
        return storable(documentOf(value.getClass()), print(value));
    }

    /**
     * Returns the value as JSON text that both engines store, within a limit; null is a value like any other.
     *
     * @param what the name of the value in messages
     * @param maxBytes the limit, in bytes of UTF-8
     * @param limit the name of the limit in messages
     * @throws InvalidValueException if it is longer, or holds text that PostgreSQL does not keep
     */
    public static String write(String what, @Nullable Object value, int maxBytes, String limit) {
        String json = value == null ? "null" : write(value);
        // A character has three bytes at most, so a shorter text need not be counted.
        if (json.length() > maxBytes / 3 && json.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new InvalidValueException(
                    what, String.format(Locale.ROOT, "must be at most %s bytes of JSON long, %s", maxBytes, limit));
        }
        return json;
    }

    private static String storable(String what, String json) {
        if (NUL.matcher(json).find()) {
            throw new InvalidValueException(what, "must hold Unicode text without NUL characters");
        }
        return Objects.requireNonNull(Values.optionalText(what, json, Integer.MAX_VALUE));
    }

    /** Returns the value as JSON text, whatever its texts hold. */
    public static String print(Object value) {
        return print(MAPPER, value, documentOf(value.getClass()));
    }

    static String print(JsonMapper mapper, Object value, String what) {
        try {
            return mapper.writeValueAsString(value);
        } catch (InvalidDefinitionException e) {
            throw unwritable(what, e.getType());
        } catch (JacksonException e) {
            throw new InvalidValueException(what, "must be something that Jackson can write as JSON");
        } catch (ClassCastException e) {
            // Jackson sorts the keys of a map, and leaves it to them to fail if they cannot be compared.
            throw new InvalidValueException(
                    what, "must be something that Jackson can write as JSON, with keys of one kind in each map");
        }
    }

    /**
     * Refuses a class whose objects JSON cannot tell apart, since it has no properties.
     *
     * @param what the name of the value in the message
     * @throws InvalidValueException if it is such a class
     */
    public static void requireProperties(String what, Class<?> type) {
        if (type == Object.class || type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return;
        }
        try {
            SerializationContext context = MAPPER._serializationContext();
            ValueSerializer<Object> serializer = context.findRootValueSerializer(type);
            if (serializer instanceof EmptyBeanRule.WithoutProperties || context.isUnknownTypeSerializer(serializer)) {
                throw unwritable(what, MAPPER.constructType(type));
            }
        } catch (JacksonException e) {
            throw unwritable(what, MAPPER.constructType(type));
        }
    }

    /**
     * Refuses a value that is not equal after a round trip through JSON.
     *
     * @param what the name of the value in the message
     * @throws InvalidValueException if the JSON cannot be read as the type, or says something else once it is
     */
    public static void requireReadable(String what, @Nullable Object value, String json, Class<?> type) {
        Object read;
        try {
            read = MAPPER.readValue(json, type);
        } catch (JacksonException | ClassCastException e) {
            // A raw EnumSet is not refused by Jackson, and cast in vain.
            throw unreadable(what, type);
        }
        if (value instanceof String && value.equals(read)) {
            return;
        }
        Object original = value == null ? NullNode.getInstance() : value;
        Object copy = read == null ? NullNode.getInstance() : read;
        // A set may come back as a list or in another order, and a constant as another one that prints alike.
        if (!NamedJson.print(original, what).equals(NamedJson.print(copy, what))
                && !Arrays.equals(ObjectDigest.print(original, null, what), ObjectDigest.print(copy, null, what))) {
            throw unreadable(what, type);
        }
    }

    /** Returns the value of a JSON text; an absent primitive property has its Java default. */
    public static <T> T read(String json, Class<T> type) {
        try {
            ObjectReader reader = MAPPER.readerFor(type);
            // A class may have got another property since. What is a primitive itself has none, and null is none.
            return (type.isPrimitive() ? reader : reader.without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES))
                    .readValue(json);
        } catch (JacksonException e) {
            throw unusable(type, "must be of the type it was stored as");
        }
    }

    /**
     * Returns the JSON text in our own form, if it is an object that both engines store.
     *
     * @throws InvalidValueException if it is not JSON, no object, has two members of one name in an object, or holds what
     *     PostgreSQL does not keep
     */
    public static String object(String field, @Nullable String json) {
        JsonNode node = parse(field, json);
        if (!node.isObject() || !hasStorableNumbers(node)) {
            throw new InvalidValueException(field, "must be a JSON object, its numbers of at most 1000 digits");
        }
        return storable(field, print(node));
    }

    /**
     * Returns a stored document as a value of a type.
     *
     * @param document the name of the document in the message
     * @throws DocumentMismatchException if it does not fit the type
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

    /** Returns a stored document like {@link #as}; nothing if there is none. */
    public static <T> Optional<T> asOptional(Class<T> type, @Nullable JsonNode stored, String document) {
        return stored == null || stored.isNull() ? Optional.empty() : Optional.of(as(type, stored, document));
    }

    /** Returns the value as a JSON tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    private static JsonNode parse(String field, @Nullable String json) {
        try {
            return MAPPER.readTree(Values.required(field, json));
        } catch (JacksonException e) {
            // Jackson's own message may quote the document, so it is dropped.
            throw new InvalidValueException(field, "must be JSON, with no two members of one name in an object");
        }
    }

    /** A jsonb of PostgreSQL refuses 1E+200000, which SQLite keeps. */
    private static boolean hasStorableNumbers(JsonNode node) {
        if (node instanceof NumericNode number) {
            BigDecimal value = number.decimalValue();
            return Math.abs((long) value.precision() - value.scale()) <= DIGITS && Math.abs(value.scale()) <= DIGITS;
        }
        return node.valueStream().allMatch(Json::hasStorableNumbers);
    }

    /** Returns the texts of an array of texts. */
    public static List<String> strings(String json) {
        return List.of(read(json, String[].class));
    }

    /** Jackson's own messages may quote the document, so they are dropped and only the type is named. */
    private static InvalidValueException unusable(Class<?> type, String rule) {
        return new InvalidValueException(documentOf(type), rule);
    }

    private static String documentOf(Class<?> type) {
        return String.format(Locale.ROOT, "a JSON document (%s)", type.getSimpleName());
    }

    private static InvalidValueException unwritable(String what, @Nullable JavaType type) {
        String name = type == null ? "it" : type.getRawClass().getName();
        return new InvalidValueException(
                what,
                String.format(
                        Locale.ROOT, "must be something that Jackson can write as JSON, so give %s properties", name));
    }

    private static InvalidValueException unreadable(String what, Class<?> type) {
        return new InvalidValueException(
                what,
                String.format(
                        Locale.ROOT,
                        "must come back from its JSON as it was, so let Jackson read each property of %s",
                        type.getName()));
    }
}
