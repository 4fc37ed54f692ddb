package io.aro.db.testkit.builder;

import io.aro.db.AroDatabase;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A builder of rows of one table.
 *
 * @param <E> the type of a stored row
 */
public interface RowBuilder<E> {

    /** Inserts a row, with any rows it requires, and returns the row as stored. */
    E insert(AroDatabase db);

    /** Inserts the given number of rows, with fresh values in unique columns. */
    default List<E> insertMany(int count, AroDatabase db) {
        return IntStream.range(0, count).mapToObj(row -> insert(db)).toList();
    }
}
