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
    private final Codec<?>[] codecs;

    private ResultColumns(Field<?>[] fields, Codec<?>[] codecs) {
        this.fields = fields;
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
        return new ResultColumns(fields.toArray(Field<?>[]::new), codecs);
    }

    /** Returns the place of a column, looking first at the expected place. */
    int placeOf(Field<?> column, int expected) {
        if (expected < fields.length && isSame(fields[expected], column)) {
            return expected;
        }
        for (int place = 0; place < fields.length; place++) {
            if (isSame(fields[place], column)) {
                return place;
            }
        }
        throw new IllegalArgumentException(
                String.format(Locale.ROOT, "The column %s is missing in the query.", column.getName()));
    }

    /** Compares names. Expressions of jOOQ are equal by their texts, and a rendering is expensive. */
    private static boolean isSame(Field<?> field, Field<?> column) {
        return field.getName().equals(column.getName())
                && (!(field instanceof TableField<?, ?> one)
                        || !(column instanceof TableField<?, ?> other)
                        || Objects.equals(one.getTable(), other.getTable()));
    }

    Codec<?> codec(int place) {
        return codecs[place];
    }
}
