package io.aro.db.repository;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.value.TextOrder;
import io.aro.db.internal.value.Values;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * One column of a sort order.
 *
 * @param descending whether the greatest value comes first
 * @param ignoringCase whether capital letters of ASCII count as small ones
 * @param nullable whether rows without a value are among those sorted
 */
record SortTerm(TableField<?, ?> column, boolean descending, boolean ignoringCase, boolean nullable) {

    /** Reads the values of each type from the text that they have in a cursor. */
    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.of(
            String.class, text -> text,
            UUID.class, UUID::fromString,
            Instant.class, Instant::parse,
            LocalDate.class, LocalDate::parse,
            Integer.class, Integer::valueOf,
            Long.class, Long::valueOf,
            BigDecimal.class, BigDecimal::new,
            Boolean.class, Boolean::valueOf);

    /** The most digits of a number before and after its point; PostgreSQL allows a column no more. */
    private static final int DIGITS = 1000;

    static SortTerm of(TableField<?, ?> column, boolean descending, boolean ignoringCase) {
        if (!PARSERS.containsKey(type(column))) {
            throw new InvalidValueException(
                    column.getName(), "must be a column that can be sorted by, not a list or JSON");
        }
        return new SortTerm(
                column, descending, ignoringCase, column.getDataType().nullable());
    }

    /** Returns the term for rows that all have a value. */
    SortTerm present() {
        return new SortTerm(column, descending, ignoringCase, false);
    }

    /** Returns the term for a column that equals this one. */
    SortTerm on(TableField<?, ?> twin) {
        return new SortTerm(twin, descending, ignoringCase, nullable);
    }

    /** Returns what is compared. */
    @SuppressWarnings("unchecked")
    Field<Object> field(Dialect dialect) {
        if (type(column) != String.class) {
            return (Field<Object>) (Field<?>) column;
        }
        Field<String> text = dialect.byCodePoints(column);
        return (Field<Object>) (Field<?>) (ignoringCase ? DSL.lower(text) : text);
    }

    /** Holds for rows with a value; an index over the column, or over its small letters, leads to them. */
    Condition isPresent(Dialect dialect) {
        // SQLite finds no range for IS NOT NULL in an index over an expression, and every text is at least the empty
        // one.
        return ignoringCase ? field(dialect).ge("") : column.isNotNull();
    }

    /** Holds for rows without a value; the same index leads to them. */
    Condition isAbsent(Dialect dialect) {
        return ignoringCase ? field(dialect).isNull() : column.isNull();
    }

    SortField<?> order(Dialect dialect) {
        Field<Object> field = field(dialect);
        SortField<?> order = descending ? field.desc() : field.asc();
        return nullable ? order.nullsLast() : order;
    }

    /** Returns what a row is sorted by; a value of the type that {@link #parse} returns. */
    @Nullable
    Object valueOf(Record row) {
        Object value = row.get(column);
        return switch (value) {
            case AppointmentStatus status -> status.literal();
            case String text when ignoringCase -> TextOrder.lower(text);
            case null, default -> value;
        };
    }

    /**
     * Returns the value that a cursor holds as text.
     *
     * @throws RuntimeException if the column can have no such value, or a cursor would not write it like this
     */
    @Nullable
    Object parse(@Nullable String text) {
        if (text == null) {
            if (!nullable) {
                throw new IllegalArgumentException("The column has a value in each row.");
            }
            return null;
        }
        Object value =
                storable(PARSERS.getOrDefault(type(column), other -> other).apply(text));
        if (!value.toString().equals(text)) {
            throw new IllegalArgumentException("No cursor is written like this.");
        }
        return value;
    }

    /** Returns the value if both engines hold it and a driver can write it out in little memory. */
    private static Object storable(Object value) {
        return switch (value) {
            case String text -> Values.required("cursor", Values.optionalText("cursor", text, Integer.MAX_VALUE));
            case Instant time -> Values.instant("cursor", time);
            case LocalDate day -> Values.day("cursor", day);
            case BigDecimal number
            when number.precision() > DIGITS || Math.abs((long) number.scale()) > DIGITS ->
                throw new IllegalArgumentException("The number is too long.");
            default -> value;
        };
    }

    /** Words for the order, the same for the same order. */
    String words() {
        return column.getName() + (ignoringCase ? " lower" : "") + (descending ? " desc" : " asc");
    }

    /** A status is sorted as the word it is on SQLite; PostgreSQL's enum has an order of its own. */
    private static Class<?> type(TableField<?, ?> column) {
        return column.getType() == AppointmentStatus.class ? String.class : column.getType();
    }
}
