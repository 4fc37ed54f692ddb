package io.aro.db.internal;

import io.aro.db.error.DocumentMismatchException;
import io.aro.db.error.InvalidValueException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NumericNode;

/** Reads and writes JSON with one immutable mapper; thread-safe. */
public final class Json {

    /** Sorted keys make equal documents equal texts, which fingerprints rely on. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            // A double would make different numbers equal.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** An escaped NUL, which a backslash that is escaped itself does not begin. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    /** Far below what PostgreSQL's numeric holds, far above what anybody means. */
    private static final int DIGITS = 1000;

    private Json() {}

    /**
     * Returns the value as JSON text that both engines store.
     *
     * @throws InvalidValueException if it holds text that PostgreSQL does not keep
     */
    public static String write(Object value) {
        String json = print(value);
        if (NUL.matcher(json).find()) {
            throw unusable(value.getClass().getSimpleName(), "must hold Unicode text without NUL characters");
        }
        return Objects.requireNonNull(Values.optionalText("a JSON document", json, Integer.MAX_VALUE));
    }

    /** Returns the value as JSON text, whatever its texts hold. */
    public static String print(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JacksonException e) {
            throw unusable(value.getClass().getSimpleName(), "must be something that Jackson can write as JSON");
        }
    }

    /** Returns the value that the JSON text stands for. */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw unusable(type.getSimpleName(), "must be of the type it was stored as");
        }
    }

    /** Returns the JSON text with sorted keys and without white space; nothing if it is not JSON. */
    public static Optional<String> canonical(String text) {
        try {
            return Optional.of(MAPPER.writeValueAsString(MAPPER.readValue(text, Object.class)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the JSON text, written anew, if it is an object that both engines store.
     *
     * @throws InvalidValueException if it is not JSON, no object, or holds what PostgreSQL does not keep
     */
    public static String object(String field, @Nullable String json) {
        JsonNode node = parse(field, json);
        if (!node.isObject() || !hasStorableNumbers(node)) {
            throw new InvalidValueException(field, "must be a JSON object, its numbers of at most 1000 digits");
        }
        return write(node);
    }

    /**
     * Returns what a stored document holds as a value of a type.
     *
     * @param document which document it is, for the message
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

    /** Returns what a stored document holds, like {@link #as}; nothing if there is none. */
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
            throw new InvalidValueException(field, "must be JSON");
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

    static List<String> strings(String json) {
        return List.of(read(json, String[].class));
    }

    /** Jackson's own message may quote the document, so it is dropped and only the type is named. */
    private static InvalidValueException unusable(String type, String rule) {
        return new InvalidValueException("a JSON document (" + type + ")", rule);
    }
}
