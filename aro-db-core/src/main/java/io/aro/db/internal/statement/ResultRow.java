package io.aro.db.internal.statement;

import io.aro.db.internal.binding.Codec;
import io.aro.db.row.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** The current row of a driver's result. Confined to one thread. */
final class ResultRow implements Row {

    private final ResultSet result;
    private final ResultColumns columns;
    private int next;

    ResultRow(ResultSet result, ResultColumns columns) {
        this.result = result;
        this.columns = columns;
    }

    /** Moves to the next row; returns whether there is a next row. */
    boolean move() throws SQLException {
        next = 0;
        return result.next();
    }

    @Override
    @SuppressWarnings({"NullAway", "unchecked"}) // The codec at the place is the codec of the column.
    public <T extends @Nullable Object> T get(Field<T> column) {
        int place = columns.placeOf(column, next);
        next = place + 1;
        try {
            return ((Codec<T>) columns.codec(place)).read(result, place + 1);
        } catch (SQLException e) {
            throw new DataAccessException("A column of the result cannot be read.", e);
        }
    }
}
