package io.aro.db.internal.json;

import io.aro.db.internal.json.JsonDigest.Selection;
import io.aro.db.refusal.InvalidValueException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.util.TokenBuffer;

/**
 * The digest of an object by its JSON: equal for equal objects, in every process.
 *
 * <p>A {@code Set} is written in the order of its elements' own JSON, since it has none. A constant of an enum is written
 * by its name, since two constants may print alike. A number that is not finite is refused, since JSON has none.
 */
public final class ObjectDigest {

    private static final JsonMapper MAPPER = Json.builder()
            // Not every key can be compared with every other; the print sorts them as texts.
            .disable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .addModule(new SimpleModule("aro-db requests")
                    .addSerializer(Enum.class, new NamedJson.EnumName())
                    .addKeySerializer(Enum.class, new NamedJson.EnumKey())
                    .setSerializerModifier(new UnorderedSets()))
            .build();

    private ObjectDigest() {}

    /**
     * Returns the digest of an object.
     *
     * @param parts the parts of its JSON that count; all of them if null
     * @param what the name of the object in messages
     * @throws InvalidValueException if Jackson cannot write it, or {@link JsonDigest} refuses what it writes
     */
    public static byte[] print(Object value, @Nullable Selection parts, String what) {
        String json = Json.print(MAPPER, value, what);
        return JsonDigest.of(json, parts, what)
                .orElseThrow(() -> new InvalidValueException(what, "must be JSON, which has finite numbers only"));
    }

    private static final class UnorderedSets extends ValueSerializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public ValueSerializer<?> modifyCollectionSerializer(
                SerializationConfig config,
                CollectionType type,
                BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            return Set.class.isAssignableFrom(type.getRawClass()) ? new Unordered(serializer) : serializer;
        }
    }

    /** A serializer that writes the elements of a set in the order of what they say. */
    private static final class Unordered extends ValueSerializer<Object> {

        private final ValueSerializer<Object> ordered;

        @SuppressWarnings("unchecked") // It serializes whatever Jackson hands to it.
        Unordered(ValueSerializer<?> ordered) {
            this.ordered = (ValueSerializer<Object>) ordered;
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty property) {
            return new Unordered(context.handleSecondaryContextualization(ordered, property));
        }

        @Override
        public boolean isEmpty(SerializationContext context, Object set) {
            return ordered.isEmpty(context, set);
        }

        @Override
        public void serialize(Object set, JsonGenerator generator, SerializationContext context) {
            if (((Set<?>) set).size() < 2) {
                // There is nothing to order, and Jackson may be told to write one element without its array.
                ordered.serialize(set, generator, context);
                return;
            }
            List<JsonNode> elements;
            try (TokenBuffer buffer = context.bufferForValueConversion()) {
                ordered.serialize(set, buffer, context);
                elements = MAPPER.readTree(buffer.asParser()).valueStream().toList();
            }
            generator.writeStartArray();
            elements.stream()
                    .map(element -> new Element(element, print(MAPPER.writeValueAsString(element))))
                    .sorted(Comparator.comparing(Element::print))
                    .forEach(element -> element.json().serialize(generator, context));
            generator.writeEndArray();
        }

        private static ByteBuffer print(String element) {
            return JsonDigest.of(element, null, "an element of a set")
                    .map(ByteBuffer::wrap)
                    .orElseThrow(() -> new InvalidValueException("an element of a set", "must be JSON"));
        }
    }

    private record Element(JsonNode json, ByteBuffer print) {}
}
