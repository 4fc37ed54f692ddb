package io.aro.db.schema;

import io.aro.db.internal.binding.ColumnBindings;
import io.aro.db.testkit.schema.Column;
import io.aro.db.testkit.schema.ForeignKey;
import io.aro.db.testkit.schema.ForeignKey.Checked;
import io.aro.db.testkit.schema.Index;
import io.aro.db.testkit.schema.Key;
import io.aro.db.testkit.schema.SchemaSnapshot;
import io.aro.db.testkit.schema.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Binding;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.SortField;
import org.jooq.SortOrder;
import org.jooq.TableField;
import org.jooq.impl.QOM.ForeignKeyRule;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The schema of the generated jOOQ classes. */
@NullMarked
final class GeneratedSchema {

    private GeneratedSchema() {}

    /** Returns the schema in SQLite types. The classes have no predicates, no checks, and no deferral of keys. */
    static SchemaSnapshot read() {
        List<Table> tables = DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
                .map(GeneratedSchema::table)
                .toList();
        return new SchemaSnapshot("jOOQ", tables, List.of());
    }

    /** Returns the schema without the parts absent from the classes. */
    static SchemaSnapshot without(SchemaSnapshot live) {
        List<Table> tables = live.tables().stream()
                .map(table -> new Table(
                        table.name(),
                        table.columns(),
                        table.primaryKey(),
                        table.uniqueKeys(),
                        table.foreignKeys().stream()
                                .map(GeneratedSchema::unchecked)
                                .toList(),
                        table.indexes().stream()
                                .map(index -> ofColumns(index, table))
                                .filter(index -> !index.parts().isEmpty())
                                .toList(),
                        List.of(),
                        null))
                .toList();
        return new SchemaSnapshot(live.product(), tables, List.of());
    }

    /** Returns the index without expressions, which jOOQ leaves out. */
    private static Index ofColumns(Index index, Table table) {
        List<Index.Part> columns = index.parts().stream()
                .filter(part -> table.column(part.expression()).isPresent())
                .toList();
        return new Index(index.name(), index.unique(), columns, null);
    }

    private static ForeignKey unchecked(ForeignKey key) {
        return new ForeignKey(
                key.name(),
                key.columns(),
                key.referencedTable(),
                key.referencedColumns(),
                key.onUpdate(),
                key.onDelete(),
                Checked.ALWAYS_IMMEDIATELY);
    }

    private static Table table(org.jooq.Table<?> table) {
        org.jooq.UniqueKey<?> primary = table.getPrimaryKey();
        return new Table(
                table.getName(),
                Arrays.stream(table.fields()).map(GeneratedSchema::column).toList(),
                primary == null ? null : key(primary),
                table.getUniqueKeys().stream().map(GeneratedSchema::key).toList(),
                table.getReferences().stream().map(GeneratedSchema::foreignKey).toList(),
                table.getIndexes().stream().map(GeneratedSchema::index).toList(),
                List.of(),
                null);
    }

    private static Column column(Field<?> field) {
        DataType<?> type = field.getDataType();
        Field<?> value = type.defaultValue();
        return new Column(
                field.getName(), type(field), type.nullable(), value == null ? null : oneLine(value.toString()), null);
    }

    /** Returns the type's name. An unknown type fails, to reveal a default type of jOOQ. */
    private static String type(Field<?> field) {
        DataType<?> type = field.getDataType();
        Binding<?, ?> binding = field.getBinding();
        if (binding instanceof ColumnBindings.Hundredths && type.getType() == BigDecimal.class) {
            return "NUMERIC(" + type.precision() + ", " + type.scale() + ")";
        }
        if (binding instanceof ColumnBindings.TextList) {
            return "TEXT_LIST";
        }
        if (binding instanceof ColumnBindings.Status) {
            return "STATUS_TEXT";
        }
        if (binding instanceof ColumnBindings.StatusList) {
            return "STATUS_TEXT_LIST";
        }
        if (binding instanceof ColumnBindings.Document) {
            return "JSON_TEXT";
        }
        if (type.getType() == String.class) {
            return type.length() > 0 ? "VARCHAR(" + type.length() + ")" : "TEXT";
        }
        return plainType(type.getType());
    }

    private static String plainType(Class<?> type) {
        if (type == UUID.class) {
            return "UUID";
        }
        if (type == Instant.class) {
            return "TIMESTAMPTZ";
        }
        if (type == JSONB.class) {
            return "JSONB_TEXT";
        }
        if (type == Long.class) {
            return "BIGINT";
        }
        if (type == Integer.class || type == Boolean.class) {
            return type.getSimpleName().toUpperCase(Locale.ROOT);
        }
        throw new AssertionError("No type of the vocabulary is generated as " + type);
    }

    private static Key key(org.jooq.UniqueKey<?> key) {
        return new Key(key.getName(), names(key.getFields()));
    }

    private static ForeignKey foreignKey(org.jooq.ForeignKey<?, ?> key) {
        return new ForeignKey(
                key.getName(),
                names(key.getFields()),
                key.getKey().getTable().getName(),
                names(key.getKeyFields()),
                rule(key.getUpdateRule()),
                rule(key.getDeleteRule()),
                Checked.ALWAYS_IMMEDIATELY);
    }

    private static String rule(@Nullable ForeignKeyRule rule) {
        return Objects.requireNonNullElse(rule, ForeignKeyRule.NO_ACTION).name().replace('_', ' ');
    }

    private static Index index(org.jooq.Index index) {
        List<Index.Part> parts =
                index.getFields().stream().map(GeneratedSchema::part).toList();
        return new Index(index.getName(), index.getUnique(), parts, null);
    }

    private static Index.Part part(SortField<?> field) {
        return new Index.Part(field.getName(), field.getOrder() == SortOrder.DESC);
    }

    private static List<String> names(List<? extends TableField<?, ?>> fields) {
        return fields.stream().map(Field::getName).toList();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
