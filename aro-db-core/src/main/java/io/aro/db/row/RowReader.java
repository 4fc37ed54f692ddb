package io.aro.db.row;

/**
 * A mapping of rows to immutable values.
 *
 * @param <T> the type of the values
 */
@FunctionalInterface
public interface RowReader<T> {

    /** Returns the value of a row. The row is valid during the call only. */
    T read(Row row);
}
