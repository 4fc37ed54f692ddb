package io.aro.db.internal.dialect;

import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** The primary key of a table, and conditions on it; every table of ours has one. */
public final class PrimaryKey {

    private PrimaryKey() {}

    /** Returns the columns of the key. */
    public static List<? extends Field<?>> of(Table<?> table) {
        return Objects.requireNonNull(table.getPrimaryKey()).getFields();
    }

    /** Returns the condition that a row has the key of the given one. */
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
