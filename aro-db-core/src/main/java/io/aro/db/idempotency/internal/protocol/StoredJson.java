package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.internal.json.Json;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
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
        String json = policy.json(what, value);
        Json.requireReadable(what, value, json, type);
        return json;
    }

    /**
     * Returns it like {@link #of(String, Object, Class, IdempotencyPolicy)} for a caller who does not say the type: it must
     * come back as the class that it is of.
     */
    public static String of(String what, @Nullable Object value, IdempotencyPolicy policy) {
        String json = policy.json(what, value);
        Json.requireReadable(what, value, json, typeOf(value));
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
