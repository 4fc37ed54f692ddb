package io.aro.db.codegen;

import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.DataTypeDefinition;
import org.jooq.meta.DefaultColumnDefinition;
import org.jooq.meta.DefaultDataTypeDefinition;
import org.jooq.meta.JavaTypeResolver;

/**
 * A column with the time binding, if its type is jOOQ's {@code INSTANT}.
 *
 * <p>A forced type has either a jOOQ type or a binding. With a binding alone jOOQ would take the type for
 * unknown, and could not cast to it on PostgreSQL.
 */
final class TimeColumn extends DefaultColumnDefinition {

    static final String TYPE = "INSTANT";
    static final String BINDING = "io.aro.db.internal.binding.TimeBinding";

    private TimeColumn(ColumnDefinition column) {
        super(
                column.getContainer(),
                column.getName(),
                column.getPosition(),
                column.getDefinedType(),
                column.getIdentityMode(),
                column.getComment());
    }

    static ColumnDefinition of(ColumnDefinition column) {
        return new TimeColumn(column);
    }

    @Override
    public DataTypeDefinition getType() {
        return bound(super.getType());
    }

    @Override
    public DataTypeDefinition getType(JavaTypeResolver resolver) {
        return bound(super.getType(resolver));
    }

    /** Adds the binding. A forced type of the host application with a binding or converter is kept. */
    private static DataTypeDefinition bound(DataTypeDefinition type) {
        if (!TYPE.equals(type.getType()) || type.getBinding() != null || type.getConverter() != null) {
            return type;
        }
        return new DefaultDataTypeDefinition(
                        type.getDatabase(),
                        type.getSchema(),
                        type.getType(),
                        type.getLength(),
                        type.getPrecision(),
                        type.getScale(),
                        type.isNullable(),
                        type.getDefaultValue(),
                        null,
                        null,
                        BINDING)
                .readonly(type.isReadonly())
                .generatedAlwaysAs(type.getGeneratedAlwaysAs())
                .generationOption(type.getGenerationOption());
    }
}
