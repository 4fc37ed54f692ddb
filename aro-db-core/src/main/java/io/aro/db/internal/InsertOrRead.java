package io.aro.db.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateSetStep;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Is a statement that inserts a row, overwrites the one in its place or only reads it; see {@link Dialect#insertOrRead}.
 *
 * @param table the table
 * @param key the columns of its primary key and their values
 * @param others the other columns of the row to insert and their values
 * @param changes the columns to overwrite in a row that is there, and with what
 * @param insertable says when a row may be inserted or overwritten at all
 * @param replaceable says of the row that is there when it may be overwritten
 * @param returning what to return of the row
 */
public record InsertOrRead(
        Table<?> table,
        Map<Field<?>, Field<?>> key,
        Map<Field<?>, Field<?>> others,
        Map<Field<?>, Field<?>> changes,
        Condition insertable,
        Condition replaceable,
        List<Field<?>> returning) {

    /** Returns the condition that a row is the one with the key. */
    Condition isKey() {
        return DSL.and(key.entrySet().stream()
                .map(column -> equal(column.getKey(), column.getValue()))
                .toList());
    }

    /** Returns the condition that no row with the key is seen that must stay, so that none is locked in vain. */
    Condition noneThatMustStay() {
        return DSL.notExists(DSL.selectOne().from(table).where(isKey()).andNot(replaceable));
    }

    /** Returns the beginning of the insert, up to what to do with a row that is there. */
    InsertOnDuplicateSetStep<?> insert(Condition beside) {
        Map<Field<?>, Field<?>> row = new LinkedHashMap<>(key);
        row.putAll(others);
        return DSL.insertInto(table)
                .columns(row.keySet())
                .select(DSL.select(row.values()).where(insertable).and(beside))
                .onConflict(key.keySet())
                .doUpdate();
    }

    /** Returns the changes so that a row that must stay keeps what it has. */
    Map<Field<?>, Field<?>> changesOrNone() {
        Map<Field<?>, Field<?>> all = new LinkedHashMap<>();
        changes.forEach((column, value) -> all.put(column, changed(column, value)));
        return all;
    }

    @SuppressWarnings("unchecked") // A column and its value have one type.
    private <T> Field<T> changed(Field<T> column, Field<?> value) {
        return DSL.when(replaceable, (Field<T>) value).otherwise(column);
    }

    @SuppressWarnings("unchecked")
    private static <T> Condition equal(Field<T> column, Field<?> value) {
        return column.eq((Field<T>) value);
    }
}
