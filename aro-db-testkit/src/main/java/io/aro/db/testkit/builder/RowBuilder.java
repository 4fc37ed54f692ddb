package io.aro.db.testkit.builder;

import io.aro.db.AroDatabase;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A builder of rows of one table.
 *
 * @param <E> what a row is read as
 */
public interface RowBuilder<E> {

    /** Writes a row, and whatever it needs, and returns it as it is then. */
    E insert(AroDatabase db);

    /** Writes so many rows, each with values of its own where they must differ. */
    default List<E> insertMany(int count, AroDatabase db) {
        return IntStream.range(0, count).mapToObj(row -> insert(db)).toList();
    }
}
