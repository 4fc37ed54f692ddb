package io.aro.db.repository;

import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.internal.binding.ColumnBindings;
import io.aro.db.internal.value.EmailAddress;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * New column values for an update of one row; immutable.
 *
 * @param <R> the record type of the table
 */
public final class Changes<R extends Record> {

    private final Map<TableField<R, ?>, @Nullable Object> values;

    private Changes(Map<TableField<R, ?>, @Nullable Object> values) {
        this.values = values;
    }

    /**
     * Returns the change of one column; null clears it.
     *
     * @throws InvalidValueException if a text is too long or contains NUL, an e-mail address is malformed, a time is
     *     out of range, or an amount has a fraction of a cent
     */
    public static <R extends Record, V> Changes<R> set(TableField<R, V> column, @Nullable V value) {
        return new Changes<R>(Map.of()).and(column, value);
    }

    /**
     * Returns these changes with the change of one more column.
     *
     * @throws InvalidValueException if the column is already set, or the value does not fit it
     */
    public <V> Changes<R> and(TableField<R, V> column, @Nullable V value) {
        Map<TableField<R, ?>, @Nullable Object> more = new LinkedHashMap<>(values);
        if (more.containsKey(column)) {
            throw new InvalidValueException(column.getName(), "must be set only once");
        }
        more.put(column, checked(column, value));
        return new Changes<>(more);
    }

    /** Returns whether the changes set the column, also to null. */
    public boolean contain(TableField<R, ?> column) {
        return values.containsKey(column);
    }

    /** Returns the new value of the column; empty if unset or set to null. */
    public <V> Optional<V> valueOf(TableField<R, V> column) {
        return Optional.ofNullable(column.getType().cast(values.get(column)));
    }

    Map<TableField<R, ?>, @Nullable Object> values() {
        return values;
    }

    /** Returns the checked value. The check levels the differences between the engines. */
    private static @Nullable Object checked(TableField<?, ?> column, @Nullable Object value) {
        return switch (value) {
            case String text when column.equals(CUSTOMERS.EMAIL) -> EmailAddress.optional(column.getName(), text);
            case String text -> Values.optionalText(column.getName(), text, lengthOf(column));
            case Instant time -> Values.instant(column.getName(), time);
            case BigDecimal amount
            when column.getBinding() instanceof ColumnBindings.Hundredths -> Values.decimal(amount);
            case null, default -> value;
        };
    }

    private static int lengthOf(TableField<?, ?> column) {
        int length = column.getDataType().length();
        return length == 0 ? Integer.MAX_VALUE : length;
    }
}
