package io.aro.db.internal.naming;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Names in a configured schema, independent of the search path.
 *
 * <p>jOOQ qualifies generated tables by the mapping of their schema, which has an empty name. This class qualifies the
 * names of partitions and types in the same way. The mapping in the settings is the only record of the schema.
 */
public final class QualifiedNames {

    /** The name of the schema of generated tables. */
    private static final String GENERATED = "";

    private QualifiedNames() {}

    /** Maps the generated tables to a schema. */
    public static void map(Settings settings, String schema) {
        settings.setRenderMapping(new RenderMapping()
                .withSchemata(new MappedSchema().withInput(GENERATED).withOutput(schema)));
    }

    /** Returns whether the settings map the generated tables to a schema. */
    public static boolean areMapped(Settings settings) {
        return schema(settings).isPresent();
    }

    /** Returns the name of a table or type, qualified by the schema of the configuration if it has one. */
    public static Name of(Configuration configuration, String name) {
        return schema(configuration.settings())
                .map(schema -> DSL.name(schema, name))
                .orElseGet(() -> DSL.name(name));
    }

    /**
     * Returns a column of the row of an attempted insert.
     *
     * <p>jOOQ maps every table without a schema, also the table of its own field. For the same reason a subquery refers
     * to a common table by an alias.
     */
    public static <T extends @Nullable Object> Field<T> excluded(Field<T> column) {
        return DSL.field("{0}", column.getDataType(), DSL.name("excluded", column.getName()));
    }

    /** Returns the schema of the configuration, or null for unqualified names. */
    public static @Nullable String schemaOf(Configuration configuration) {
        return schema(configuration.settings()).orElse(null);
    }

    private static Optional<String> schema(Settings settings) {
        RenderMapping mapping = settings.getRenderMapping();
        return mapping == null
                ? Optional.empty()
                : mapping.getSchemata().stream()
                        .map(QualifiedNames::output)
                        .filter(output -> output != null && !output.isEmpty())
                        .findFirst();
    }

    /** Returns the schema of generated tables by a mapping of one name or of an expression; null if it maps others. */
    private static @Nullable String output(MappedSchema mapping) {
        Pattern names = mapping.getInputExpression();
        if (names != null && names.matcher(GENERATED).matches()) {
            return names.matcher(GENERATED).replaceAll(mapping.getOutput());
        }
        return GENERATED.equals(mapping.getInput()) ? mapping.getOutput() : null;
    }
}
