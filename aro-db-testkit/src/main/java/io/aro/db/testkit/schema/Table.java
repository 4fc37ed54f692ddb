package io.aro.db.testkit.schema;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table, with columns in their order and all other parts ordered by name.
 *
 * @param primaryKey the primary key; null without a primary key
 * @param partitioning the partitioning of the table, or its place in a partitioned table; null for an
 *     ordinary table
 */
public record Table(
        String name,
        List<Column> columns,
        @Nullable Key primaryKey,
        List<Key> uniqueKeys,
        List<ForeignKey> foreignKeys,
        List<Index> indexes,
        List<CheckConstraint> checks,
        @Nullable String partitioning) {

    private static final String PART_OF = "OF ";

    /** Copies and sorts the lists. */
    public Table {
        columns = List.copyOf(columns);
        uniqueKeys = sorted(uniqueKeys, Comparator.comparing(Key::name));
        foreignKeys = sorted(foreignKeys, Comparator.comparing(ForeignKey::name));
        indexes = sorted(indexes, Comparator.comparing(Index::name));
        checks = sorted(checks, Comparator.comparing(CheckConstraint::name));
    }

    /** Returns the column of the name. */
    public Optional<Column> column(String column) {
        return columns.stream().filter(each -> each.name().equals(column)).findFirst();
    }

    /** Returns the index of the name. */
    public Optional<Index> index(String index) {
        return indexes.stream().filter(each -> each.name().equals(index)).findFirst();
    }

    /** Returns whether the table is a partition. */
    public boolean isPartition() {
        return partitioning != null && partitioning.startsWith(PART_OF);
    }

    /**
     * Returns whether rows with given values in the columns are found without a scan.
     *
     * <p>True if a key lies within the columns, or if a key or an index begins with all of them in any order.
     * Partial indexes do not count, since they omit rows.
     */
    public boolean finds(List<String> wanted) {
        List<List<String>> keys = Stream.concat(Stream.ofNullable(primaryKey), uniqueKeys.stream())
                .map(Key::columns)
                .toList();
        Stream<List<String>> whole = indexes.stream()
                .filter(index -> index.predicate() == null)
                .map(index -> index.parts().stream().map(Index.Part::expression).toList());
        return keys.stream().anyMatch(wanted::containsAll)
                || Stream.concat(keys.stream(), whole).anyMatch(columns -> beginsWith(columns, wanted));
    }

    private static boolean beginsWith(List<String> columns, List<String> wanted) {
        return columns.size() >= wanted.size() && wanted.containsAll(columns.subList(0, wanted.size()));
    }

    private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
        return list.stream().sorted(order).toList();
    }

    /** Returns one part of the table on each line, for readable differences. */
    @Override
    public String toString() {
        Stream<Object> parts = Stream.of(
                        columns.stream(),
                        Stream.ofNullable(primaryKey),
                        uniqueKeys.stream(),
                        foreignKeys.stream(),
                        indexes.stream(),
                        checks.stream(),
                        Stream.ofNullable(partitioning))
                .flatMap(each -> each);
        StringBuilder text = new StringBuilder(name);
        parts.forEach(part -> text.append("\n  ").append(part));
        return text.toString();
    }
}
