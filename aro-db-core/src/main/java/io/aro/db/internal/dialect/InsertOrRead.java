package io.aro.db.internal.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateSetMoreStep;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * A statement that inserts a row, overwrites it or only reads it; see {@link Dialect#insertOrRead}.
 *
 * @param table the table
 * @param key the columns of its primary key and their values
 * @param first the other columns to write and their values in a new row
 * @param seen the change of a row that the statement sees
 * @param conflicting the same change, in terms of that row and the {@code excluded} one, for a conflict of keys
 * @param insertable the condition on which a row may be inserted or overwritten at all
 * @param returning the fields to return
 */
public record InsertOrRead(
        Table<?> table,
        Map<Field<?>, Field<?>> key,
        Map<Field<?>, Field<?>> first,
        Change seen,
        Change conflicting,
        Condition insertable,
        List<Field<?>> returning) {

    /**
     * A change of the existing row.
     *
     * @param columns the columns other than the key's, and their new values
     * @param allowed the condition on which the row may be overwritten; never null in SQL
     */
    public record Change(Map<Field<?>, Field<?>> columns, Condition allowed) {}

    /** Returns the condition that a row has the key. */
    Condition isKey() {
        return DSL.and(key.entrySet().stream()
                .map(column -> equal(column.getKey(), column.getValue()))
                .toList());
    }

    /** Returns the query for the new row. */
    SelectConditionStep<Record> newRow() {
        return DSL.select(values(first)).where(insertable);
    }

    /** Returns the query for the existing row with its change, if it may be overwritten. */
    Select<Record> changedRow() {
        return DSL.select(values(seen.columns())).from(table).where(isKey()).and(seen.allowed());
    }

    /** Returns the query for the existing row as it is, if it must stay. */
    Select<Record> stayingRow() {
        return DSL.select(columns()).from(table).where(isKey()).andNot(seen.allowed());
    }

    /** Returns the insert of the rows of a query, which changes an existing row. */
    InsertOnDuplicateSetMoreStep<?> insert(Select<Record> rows, Map<Field<?>, Field<?>> changes) {
        return DSL.insertInto(table)
                .columns(columns())
                .select(rows)
                .onConflict(key.keySet())
                .doUpdate()
                .set(changes);
    }

    /** Returns the changes that take all values from the row that was to be inserted. */
    Map<Field<?>, Field<?>> excluded() {
        Map<Field<?>, Field<?>> changes = new LinkedHashMap<>();
        seen.columns().keySet().forEach(column -> changes.put(column, DSL.excluded(column)));
        return changes;
    }

    private List<Field<?>> columns() {
        List<Field<?>> columns = new ArrayList<>(key.keySet());
        columns.addAll(first.keySet());
        return columns;
    }

    private List<Field<?>> values(Map<Field<?>, Field<?>> others) {
        List<Field<?>> values = new ArrayList<>(key.values());
        first.keySet().forEach(column -> values.add(others.get(column)));
        return values;
    }

    @SuppressWarnings("unchecked") // A column and its value have one type.
    private static <T> Condition equal(Field<T> column, Field<?> value) {
        return column.eq((Field<T>) value);
    }
}
