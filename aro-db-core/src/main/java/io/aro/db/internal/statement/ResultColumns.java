package io.aro.db.internal.statement;

import io.aro.db.internal.binding.Codec;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** The columns of a query with their codecs on one engine. Immutable and thread-safe. */
final class ResultColumns {

    private final Field<?>[] fields;
    private final String[] names;
    private final Codec<?>[] codecs;

    private ResultColumns(Field<?>[] fields, String[] names, Codec<?>[] codecs) {
        this.fields = fields;
        this.names = names;
        this.codecs = codecs;
    }

    /** Returns the columns of a query, or null if a column has no codec. */
    static @Nullable ResultColumns of(List<? extends Field<?>> fields, boolean sqlite) {
        Codec<?>[] codecs = new Codec<?>[fields.size()];
        for (int place = 0; place < codecs.length; place++) {
            Codec<?> codec = Codec.of(fields.get(place), sqlite);
            if (codec == null) {
                return null;
            }
            codecs[place] = codec;
        }
        return new ResultColumns(
                fields.toArray(Field<?>[]::new),
                fields.stream().map(Field::getName).toArray(String[]::new),
                codecs);
    }

    /** Returns the place of a column, looking first at the expected place. */
    @SuppressWarnings("ReferenceEquality") // Only saves the other comparisons.
    int placeOf(Field<?> column, int expected) {
        if (expected < fields.length && fields[expected] == column) {
            return expected;
        }
        String name = column.getName();
        for (int place = 0; place < fields.length; place++) {
            if (names[place].equals(name) && hasTableOf(fields[place], column)) {
                return place;
            }
        }
        throw new IllegalArgumentException(String.format(Locale.ROOT, "The column %s is missing in the query.", name));
    }

    /** Compares tables only: expressions of jOOQ are equal by their texts, and a rendering is expensive. */
    private static boolean hasTableOf(Field<?> field, Field<?> column) {
        return !(field instanceof TableField<?, ?> one)
                || !(column instanceof TableField<?, ?> other)
                || Objects.equals(one.getTable(), other.getTable());
    }

    Codec<?> codec(int place) {
        return codecs[place];
    }
}
