package io.aro.db.internal.dialect;

import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** Primary keys of the library's tables, and conditions on them. */
public final class PrimaryKey {

    private PrimaryKey() {}

    /** Returns the primary key columns of a table, in key order. */
    public static List<? extends Field<?>> of(Table<?> table) {
        return Objects.requireNonNull(table.getPrimaryKey()).getFields();
    }

    /** Condition: the row has the same primary key as the given row. */
    public static Condition is(Table<?> table, Record row) {
        return of(table).stream()
                .map(field -> isEqual(field, row))
                .reduce(Condition::and)
                .orElseThrow();
    }

    private static <T> Condition isEqual(Field<T> field, Record row) {
        return field.eq(row.get(field));
    }
}
