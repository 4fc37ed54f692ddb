package io.aro.db.repository;

import io.aro.db.error.InvalidValueException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Record;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * Holds new values for some columns of a row; immutable.
 *
 * @param <R> the record type of the table
 */
public final class Changes<R extends Record> {

    private final Map<TableField<R, ?>, @Nullable Object> values;

    private Changes(Map<TableField<R, ?>, @Nullable Object> values) {
        this.values = values;
    }

    /** Returns the change of one column; null empties it. */
    public static <R extends Record, V> Changes<R> set(TableField<R, V> column, @Nullable V value) {
        Map<TableField<R, ?>, @Nullable Object> values = new LinkedHashMap<>();
        values.put(column, value);
        return new Changes<>(values);
    }

    /** Returns these changes and the change of one more column. */
    public <V> Changes<R> and(TableField<R, V> column, @Nullable V value) {
        Map<TableField<R, ?>, @Nullable Object> more = new LinkedHashMap<>(values);
        if (more.put(column, value) != null) {
            throw new InvalidValueException(column.getName(), "must be changed once, not twice");
        }
        return new Changes<>(more);
    }

    Map<TableField<R, ?>, @Nullable Object> values() {
        return values;
    }
}
