package io.aro.db.internal.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.module.SimpleSerializers;

/** JSON with enum constants by name where their usual print is ambiguous. All other values print as in {@link Json}. */
final class NamedJson {

    private static final JsonMapper MAPPER = Json.builder().addModule(module()).build();

    private NamedJson() {}

    static String print(Object value, String label) {
        return Json.print(MAPPER, value, () -> label);
    }

    private static SimpleModule module() {
        SimpleSerializers values = new PrintedAlike();
        SimpleSerializers keys = new PrintedAlike();
        values.addSerializer(Enum.class, new EnumName());
        keys.addSerializer(Enum.class, new EnumKey());
        SimpleModule module = new SimpleModule("aro-db names");
        module.setSerializers(values);
        module.setKeySerializers(keys);
        return module;
    }

    /**
     * Serializers for ambiguous enums only. Other enums keep their form: read without a target type, they become texts.
     */
    private static final class PrintedAlike extends SimpleSerializers {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable ValueSerializer<?> findSerializer(
                SerializationConfig config,
                JavaType type,
                BeanDescription.Supplier description,
                JsonFormat.Value format) {
            return isPrintedAlike(type.getRawClass()) ? super.findSerializer(config, type, description, format) : null;
        }

        @Override
        public @Nullable ValueSerializer<?> findEnumSerializer(
                SerializationConfig config,
                JavaType type,
                BeanDescription.Supplier description,
                JsonFormat.Value format) {
            return findSerializer(config, type, description, format);
        }

        /**
         * Returns whether two constants of the enum print alike. A constant with a body belongs to a subclass of the
         * enum.
         */
        private static boolean isPrintedAlike(Class<?> type) {
            Class<?> declaring = Enum.class.isAssignableFrom(type) && !type.isEnum() ? type.getSuperclass() : type;
            Object[] constants = declaring.getEnumConstants();
            return constants != null
                    && (isAlike(constants, Json::print) || isAlike(constants, key -> Json.print(Map.of(key, 0))));
        }

        private static boolean isAlike(Object[] constants, Function<Object, String> print) {
            return Arrays.stream(constants).map(print).distinct().count() < constants.length;
        }
    }

    /** A serializer of enum constants by name. */
    @SuppressWarnings("rawtypes") // Enum.class is a raw type.
    static final class EnumName extends ValueSerializer<Enum> {

        @Override
        public void serialize(Enum constant, JsonGenerator generator, SerializationContext context) {
            generator.writeString(constant.name());
        }
    }

    /** A serializer of enum constants as names of members. */
    @SuppressWarnings("rawtypes") // Enum.class is a raw type.
    static final class EnumKey extends ValueSerializer<Enum> {

        @Override
        public void serialize(Enum constant, JsonGenerator generator, SerializationContext context) {
            generator.writeName(constant.name());
        }
    }
}
