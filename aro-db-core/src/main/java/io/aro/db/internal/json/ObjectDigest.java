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
 * <p>The elements of a {@code Set} are written in the order of their digests, because a set has no order. Enum
 * constants are written by name, because two constants may print alike. Non-finite numbers are refused, because JSON
 * has none.
 */
public final class ObjectDigest {

    private static final JsonMapper MAPPER = Json.builder()
            // Keys may be incomparable; the digest sorts members as texts.
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
     * @param parts the significant parts of its JSON; null for all
     * @param label the name of the object in messages
     * @throws InvalidValueException if Jackson cannot serialize the object, or {@link JsonDigest} refuses its JSON
     */
    public static byte[] print(Object value, @Nullable Selection parts, String label) {
        String json = Json.print(MAPPER, value, () -> label);
        return JsonDigest.of(json, parts, label)
                .orElseThrow(() -> new InvalidValueException(label, "must be JSON with finite numbers only"));
    }

    /** A serializer of sets in the order of their elements' digests. */
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

    /** A serializer of sets, with the elements in the order of their digests. */
    private static final class Unordered extends ValueSerializer<Object> {

        private final ValueSerializer<Object> ordered;

        @SuppressWarnings("unchecked") // Jackson passes only objects of the serializer's type.
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
                // Nothing to sort. Jackson may be configured to write a single element without its array.
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

    /** An element of a set with its digest. */
    private record Element(JsonNode json, ByteBuffer print) {}
}
