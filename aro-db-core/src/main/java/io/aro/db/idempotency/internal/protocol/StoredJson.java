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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The stored JSON of a response or step result, read by later deliveries. */
public final class StoredJson {

    /** The name of the limit in messages. */
    static final String LIMIT = "the maxResponseBytes of its policy";

    private StoredJson() {}

    /**
     * Returns the JSON of a value without a declared type. The JSON must be readable as the value's class.
     *
     * @param label the name of the value in messages
     */
    public static String of(String label, @Nullable Object value, IdempotencyPolicy policy) {
        String json = Json.write(label, value, policy.maxResponseBytes(), LIMIT);
        Json.requireReadable(label, value, json, typeOf(value));
        return json;
    }

    /** Values of non-public classes are read back by a public supertype. */
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
