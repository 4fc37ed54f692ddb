package io.aro.db.testkit.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A comparison of a schema on SQLite with the same schema on PostgreSQL, in a common notation.
 *
 * <p>Types use the declared types of SQLite: {@code UUID}, {@code TIMESTAMPTZ}, {@code NUMERIC(p,s)},
 * {@code JSONB} and so on. Defaults are compared by meaning: the current time, a random UUID, an empty list.
 *
 * <p>The comparison excludes collations, absent from SQLite's texts, and partitions, absent from SQLite. It
 * also excludes checks, as each engine has its own notation for them.
 */
public final class SchemaParity {

    private SchemaParity() {}

    /** Returns the differences, one line for each part missing on one side; empty for equal schemas. */
    public static List<String> differences(SchemaSnapshot one, SchemaSnapshot other) {
        List<String> ofOne = lines(common(one));
        List<String> ofOther = lines(common(other));
        List<String> differences = new ArrayList<>();
        addMissing(differences, "only " + one.product() + " has ", ofOne, ofOther);
        addMissing(differences, "only " + other.product() + " has ", ofOther, ofOne);
        return differences;
    }

    /** Returns the schema in the common notation, without the excluded parts. */
    public static SchemaSnapshot common(SchemaSnapshot schema) {
        Vocabulary vocabulary =
                schema.product().equals(SchemaSnapshot.POSTGRES) ? new PostgresVocabulary() : new SqliteVocabulary();
        List<Table> tables = schema.tables().stream()
                .filter(table -> !table.isPartition())
                .map(table -> common(table, vocabulary))
                .toList();
        return new SchemaSnapshot(schema.product(), tables, List.of());
    }

    private static Table common(Table table, Vocabulary vocabulary) {
        return new Table(
                table.name(),
                map(table.columns(), column -> common(column, vocabulary)),
                table.primaryKey(),
                table.uniqueKeys(),
                table.foreignKeys(),
                map(table.indexes(), index -> common(index, vocabulary)),
                List.of(),
                null);
    }

    private static Column common(Column column, Vocabulary vocabulary) {
        String type = vocabulary.type(column.type());
        String value = column.defaultValue() == null ? null : vocabulary.defaultValue(type, column.defaultValue());
        return new Column(column.name(), type, column.nullable(), value, null);
    }

    private static Index common(Index index, Vocabulary vocabulary) {
        List<Index.Part> parts = index.parts().stream()
                .map(part -> new Index.Part(vocabulary.condition(part.expression()), part.descending()))
                .toList();
        String predicate = index.predicate() == null ? null : vocabulary.condition(index.predicate());
        return new Index(index.name(), index.unique(), parts, predicate);
    }

    private static <T> List<T> map(List<T> list, UnaryOperator<T> change) {
        return list.stream().map(change).toList();
    }

    /**
     * Returns the lines of the schema. Each line has its table, and each column its position, since their
     * order counts.
     */
    private static List<String> lines(SchemaSnapshot schema) {
        List<String> lines = new ArrayList<>();
        for (Table table : schema.tables()) {
            int place = 0;
            for (Column column : table.columns()) {
                lines.add(table.name() + ": column " + ++place + ", " + column);
            }
            table.toString()
                    .lines()
                    .skip(1L + table.columns().size())
                    .forEach(line -> lines.add(table.name() + ": " + line.strip()));
        }
        return lines;
    }

    private static void addMissing(List<String> to, String prefix, List<String> lines, List<String> others) {
        lines.stream().filter(line -> !others.contains(line)).forEach(line -> to.add(prefix + line));
    }
}
