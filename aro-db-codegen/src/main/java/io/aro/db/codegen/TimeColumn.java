package io.aro.db.codegen;

import org.jooq.meta.ColumnDefinition;
import org.jooq.meta.DataTypeDefinition;
import org.jooq.meta.DefaultColumnDefinition;
import org.jooq.meta.DefaultDataTypeDefinition;
import org.jooq.meta.JavaTypeResolver;

/**
 * A column that gets the binding of times once its type is jOOQ's {@code INSTANT}.
 *
 * <p>A forced type has either a type of jOOQ's or a binding. With the binding alone jOOQ would take the column for one of
 * an unknown type, which it cannot cast to on PostgreSQL.
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

    /** A forced type of a service's own, which may have another type or converter, stays as it is. */
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
