package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.internal.json.Json;
import io.aro.db.refusal.InvalidValueException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON of a response or of the result of a step, which later deliveries are answered from. */
public final class StoredJson {

    private StoredJson() {}

    /**
     * Returns it once it is known to come back as it was, so that no later delivery meets what cannot be read.
     *
     * @param what which value it is, for the message
     */
    public static <T extends @Nullable Object> String of(
            String what, T value, Class<@NonNull T> type, IdempotencyPolicy policy) {
        String json = limited(what, value, policy);
        Json.requireReadable(what, value, json, type);
        return json;
    }

    /**
     * Returns it like {@link #of(String, Object, Class, IdempotencyPolicy)} for a caller who does not say the type: it must
     * come back as the class that it is of.
     */
    public static String of(String what, @Nullable Object value, IdempotencyPolicy policy) {
        String json = limited(what, value, policy);
        Json.requireReadable(what, value, json, typeOf(value));
        return json;
    }

    /** Null is a value like any other. */
    private static String limited(String what, @Nullable Object value, IdempotencyPolicy policy) {
        String json = value == null ? "null" : Json.write(value);
        int limit = policy.maxResponseBytes();
        // A character has three bytes at most, so a shorter text need not be counted.
        if (json.length() > limit / 3 && json.getBytes(StandardCharsets.UTF_8).length > limit) {
            throw new InvalidValueException(
                    what,
                    String.format(
                            Locale.ROOT,
                            "must be at most %s bytes of JSON long, the maxResponseBytes of its policy",
                            limit));
        }
        return json;
    }

    /** Some classes are not public, and their values are asked for by a supertype. */
    private static Class<?> typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> Object.class;
            case Map<?, ?> map -> Map.class;
            case Set<?> set -> Set.class;
            case Collection<?> collection -> Collection.class;
            case JsonNode node -> JsonNode.class;
            case Path path -> Path.class;
            case InetAddress address -> InetAddress.class;
            case TimeZone zone -> TimeZone.class;
            case ByteBuffer buffer -> ByteBuffer.class;
            case Enum<?> constant -> constant.getDeclaringClass();
            default -> value.getClass();
        };
    }
}
