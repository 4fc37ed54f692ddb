package io.aro.db.privacy.internal;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;

/**
 * The erasure rules for the columns of a table; immutable.
 *
 * @param <R> the record type of the table
 */
public final class TableRules<R extends Record> {

    private final Table<R> table;
    private final Map<TableField<R, ?>, ErasureRule> columns;

    private TableRules(Table<R> table, Map<TableField<R, ?>, ErasureRule> columns) {
        this.table = table;
        this.columns = columns;
    }

    /** Returns a table without rules. */
    static <R extends Record> TableRules<R> of(Table<R> table) {
        return new TableRules<>(table, Map.of());
    }

    /** Returns a copy with a rule for further columns. */
    @SafeVarargs
    final TableRules<R> with(ErasureRule treatment, TableField<R, ?>... more) {
        Map<TableField<R, ?>, ErasureRule> all = new LinkedHashMap<>(columns);
        for (TableField<R, ?> column : more) {
            all.put(column, treatment);
        }
        return new TableRules<>(table, all);
    }

    /** Returns the table. */
    public Table<R> table() {
        return table;
    }

    /** Returns the columns with a rule, in the order of their addition. */
    public Set<TableField<R, ?>> columns() {
        return columns.keySet();
    }

    /** Returns the columns with one of the rules. */
    public List<TableField<R, ?>> columns(ErasureRule first, ErasureRule... more) {
        Set<ErasureRule> wanted = EnumSet.of(first, more);
        return columns.keySet().stream()
                .filter(column -> wanted.contains(treatmentOf(column)))
                .toList();
    }

    /** Returns the columns to search for mentions of a person. */
    public List<TableField<R, ?>> searched() {
        return columns(ErasureRule.REDACTED, ErasureRule.MASKED, ErasureRule.HASHED);
    }

    /** Returns whether an erasure changes rows of the table. */
    boolean isChanged() {
        return !columns(
                                ErasureRule.CLEARED,
                                ErasureRule.EMPTIED,
                                ErasureRule.REPLACED,
                                ErasureRule.BLANKED,
                                ErasureRule.REDACTED)
                        .isEmpty()
                || !columns(ErasureRule.MASKED, ErasureRule.HASHED, ErasureRule.DELETED)
                        .isEmpty();
    }

    ErasureRule treatmentOf(TableField<R, ?> column) {
        return Objects.requireNonNull(columns.get(column));
    }
}
