package io.aro.db.internal.dialect;

import io.aro.db.internal.naming.QualifiedNames;
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
 * A statement to insert, overwrite or only read a row; see {@link Dialect#insertOrRead}.
 *
 * @param table the table
 * @param key the primary key columns and their values
 * @param first the remaining columns and their values in a new row
 * @param seen the change of an existing row, visible to the statement
 * @param conflicting the same change in terms of the {@code excluded} row, for a key conflict
 * @param insertable the condition for any insert or overwrite
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
     * @param columns the columns outside the key, and their new values
     * @param allowed the condition for overwriting the row; never null in SQL
     */
    public record Change(Map<Field<?>, Field<?>> columns, Condition allowed) {}

    /** Condition: the row has the key. */
    Condition isKey() {
        return DSL.and(key.entrySet().stream()
                .map(column -> equal(column.getKey(), column.getValue()))
                .toList());
    }

    /** Returns the query for the new row, empty if not insertable. */
    SelectConditionStep<Record> newRow() {
        return DSL.select(values(first)).where(insertable);
    }

    /** Returns the query for the changed row, empty if the change is not allowed. */
    Select<Record> changedRow() {
        return DSL.select(values(seen.columns())).from(table).where(isKey()).and(seen.allowed());
    }

    /** Returns the query for the unchanged row, empty if the change is allowed. */
    Select<Record> stayingRow() {
        return DSL.select(columns()).from(table).where(isKey()).andNot(seen.allowed());
    }

    /** Returns the insert of a query's rows, with an update on key conflicts. */
    InsertOnDuplicateSetMoreStep<?> insert(Select<Record> rows, Map<Field<?>, Field<?>> changes) {
        return DSL.insertInto(table)
                .columns(columns())
                .select(rows)
                .onConflict(key.keySet())
                .doUpdate()
                .set(changes);
    }

    /** Returns changes with all values from the excluded row, the row of the attempted insert. */
    Map<Field<?>, Field<?>> excluded() {
        Map<Field<?>, Field<?>> changes = new LinkedHashMap<>();
        seen.columns().keySet().forEach(column -> changes.put(column, QualifiedNames.excluded(column)));
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
