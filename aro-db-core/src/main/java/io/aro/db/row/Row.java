package io.aro.db.row;

import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * A row of a query result, read by column. Implemented by the library only.
 *
 * <p>A row is valid during the call that receives it, and confined to the thread of that call.
 */
@FunctionalInterface
public interface Row {

    /**
     * Returns the value of a column; null only for a column with nulls.
     *
     * <p>Reading the columns in the order of the query is fastest. Any order is correct.
     *
     * @throws IllegalArgumentException if the query does not return the column
     */
    <T extends @Nullable Object> T get(Field<T> column);

    /** Returns a row over a record of jOOQ. */
    static Row of(Record row) {
        return new RecordRow(row);
    }
}
