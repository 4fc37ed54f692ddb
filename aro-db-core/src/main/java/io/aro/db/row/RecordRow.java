package io.aro.db.row;

import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** A row already read by jOOQ. */
record RecordRow(Record row) implements Row {

    @Override
    @SuppressWarnings("NullAway") // Null only for a column with nulls.
    public <T extends @Nullable Object> T get(Field<T> column) {
        return row.get(column);
    }
}
