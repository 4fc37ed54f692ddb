package io.aro.db.repository;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.value.TextOrder;
import io.aro.db.internal.value.Values;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.row.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * One column of a sort order.
 *
 * @param descending whether the greatest value comes first
 * @param ignoringCase whether ASCII capitals equal small letters
 * @param nullable whether the column may contain null in the sorted rows
 */
record SortTerm(TableField<?, ?> column, boolean descending, boolean ignoringCase, boolean nullable) {

    /** The parsers of cursor values, by column type. */
    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.of(
            String.class, text -> text,
            UUID.class, UUID::fromString,
            Instant.class, Instant::parse,
            LocalDate.class, LocalDate::parse,
            Integer.class, Integer::valueOf,
            Long.class, Long::valueOf,
            BigDecimal.class, BigDecimal::new,
            Boolean.class, Boolean::valueOf);

    /** The maximum of digits before and after the decimal point, as in PostgreSQL. */
    private static final int DIGITS = 1000;

    /**
     * Returns the term for a column.
     *
     * @throws InvalidValueException if the column holds lists or JSON
     */
    static SortTerm of(TableField<?, ?> column, boolean descending, boolean ignoringCase) {
        if (!PARSERS.containsKey(type(column))) {
            throw new InvalidValueException(column.getName(), "must be a sortable column, not a list or JSON");
        }
        return new SortTerm(
                column, descending, ignoringCase, column.getDataType().nullable());
    }

    /** Returns the term for rows without nulls in the column. */
    SortTerm present() {
        return new SortTerm(column, descending, ignoringCase, false);
    }

    /** Returns the same term on an equal column of another table. */
    SortTerm on(TableField<?, ?> twin) {
        return new SortTerm(twin, descending, ignoringCase, nullable);
    }

    /** Returns the sort expression. */
    @SuppressWarnings("unchecked")
    Field<Object> field(Dialect dialect) {
        if (type(column) != String.class) {
            return (Field<Object>) (Field<?>) column;
        }
        Field<String> text = dialect.byCodePoints(column);
        return (Field<Object>) (Field<?>) (ignoringCase ? DSL.lower(text) : text);
    }

    /** Returns the condition for rows with a value, served by the index of the sort expression. */
    Condition isPresent(Dialect dialect) {
        // SQLite has no index range for IS NOT NULL over an expression. Every text is at least the empty text.
        return ignoringCase ? field(dialect).ge("") : column.isNotNull();
    }

    /** Returns the condition for rows without a value, served by the same index. */
    Condition isAbsent(Dialect dialect) {
        return ignoringCase ? field(dialect).isNull() : column.isNull();
    }

    SortField<?> order(Dialect dialect) {
        Field<Object> field = field(dialect);
        SortField<?> order = descending ? field.desc() : field.asc();
        return nullable ? order.nullsLast() : order;
    }

    /** Returns the sort value of a row, in the type returned by {@link #parse}. */
    @Nullable
    Object valueOf(Row row) {
        Object value = row.get(column);
        return switch (value) {
            case AppointmentStatus status -> status.literal();
            case String text when ignoringCase -> TextOrder.lower(text);
            case null, default -> value;
        };
    }

    /**
     * Returns the value of a cursor text.
     *
     * @throws RuntimeException if the column cannot hold the value, or the text is not in canonical form
     */
    @Nullable
    Object parse(@Nullable String text) {
        if (text == null) {
            if (!nullable) {
                throw new IllegalArgumentException("The column must not be null.");
            }
            return null;
        }
        Object value =
                storable(PARSERS.getOrDefault(type(column), other -> other).apply(text));
        if (!value.toString().equals(text)) {
            throw new IllegalArgumentException("The cursor's value must be in canonical form.");
        }
        return value;
    }

    /** Returns the value after checking its range on both engines. The check also bounds the digits of numbers. */
    private static Object storable(Object value) {
        return switch (value) {
            case String text -> Values.required("cursor", Values.optionalText("cursor", text, Integer.MAX_VALUE));
            case Instant time -> Values.instant("cursor", time);
            case LocalDate day -> Values.day("cursor", day);
            case BigDecimal number
            when number.precision() > DIGITS || Math.abs((long) number.scale()) > DIGITS ->
                throw new IllegalArgumentException("The number has too many digits.");
            default -> value;
        };
    }

    /** Returns a stable text for the term, part of the checksum. */
    String words() {
        return column.getName() + (ignoringCase ? " lower" : "") + (descending ? " desc" : " asc");
    }

    /**
     * Returns the comparison type of a column.
     *
     * <p>A status compares as text on both engines, since PostgreSQL's enum has its own order.
     */
    private static Class<?> type(TableField<?, ?> column) {
        return column.getType() == AppointmentStatus.class ? String.class : column.getType();
    }
}
