package io.aro.db.internal.json;

import java.util.Iterator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

/**
 * Jackson modifier against classes without properties: all their objects would serialize as <code>{}</code> and look
 * equal.
 *
 * <p>Jackson's own rule, {@code FAIL_ON_EMPTY_BEANS}, permits any annotated class, even with
 * {@code FunctionalInterface}. An empty record stays legal, because its objects are in fact equal.
 */
public final class EmptyBeanRule extends ValueSerializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public ValueSerializer<?> modifySerializer(
            SerializationConfig config, BeanDescription.Supplier type, ValueSerializer<?> serializer) {
        return serializer instanceof BeanSerializerBase && isWithoutProperties(type, serializer)
                ? new WithoutProperties(type, serializer)
                : serializer;
    }

    private static boolean isWithoutProperties(BeanDescription.Supplier type, ValueSerializer<?> serializer) {
        return !serializer.properties().hasNext()
                && type.get().findAnyGetter() == null
                && !(type.getBeanClass().isRecord() && type.getBeanClass().getRecordComponents().length == 0);
    }

    /**
     * A serializer that rejects its class by name. Objects with a type id are permitted: their JSON differs by type.
     */
    static final class WithoutProperties extends ValueSerializer<Object> {

        private final BeanDescription.Supplier type;
        private final ValueSerializer<Object> plain;

        @SuppressWarnings("unchecked") // Jackson passes only objects of the serializer's type.
        WithoutProperties(BeanDescription.Supplier type, ValueSerializer<?> plain) {
            this.type = type;
            this.plain = (ValueSerializer<Object>) plain;
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            context.<Object>reportBadDefinition(type.getType(), "It has no properties.");
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator generator, SerializationContext context, TypeSerializer typed) {
            plain.serializeWithType(value, generator, context, typed);
        }

        @Override
        public Iterator<PropertyWriter> properties() {
            return plain.properties();
        }
    }
}
