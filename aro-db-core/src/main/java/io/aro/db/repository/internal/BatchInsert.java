package io.aro.db.repository.internal;

import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A bulk insert in batches of 500. All rows of a batch set the same columns; a change of columns starts a new batch.
 *
 * <p>Confined to one thread and one transaction.
 *
 * @param <R> the record type of the table
 */
public final class BatchInsert<R extends Record> {

    /** The executor of statements in the caller's transaction. */
    @FunctionalInterface
    public interface Runner {

        /** Runs the statement and returns the row counts. */
        int[] run(Function<DSLContext, int[]> statement);
    }

    private static final int SIZE = 500;

    private final Runner runner;
    private final Table<R> table;
    private final List<@Nullable Object[]> batch = new ArrayList<>(SIZE);
    private BitSet places = new BitSet();
    private List<Field<?>> columns = List.of();
    private long count;

    /**
     * Creates an insert.
     *
     * @param runner the executor of the batches, such as {@code session::write}
     * @param table the table
     */
    public BatchInsert(Runner runner, Table<R> table) {
        this.runner = runner;
        this.table = table;
    }

    /** Inserts the rows one at a time from the stream and returns their number. */
    public long insert(Stream<? extends R> rows) {
        for (Iterator<? extends R> each = rows.iterator(); each.hasNext(); ) {
            add(each.next());
        }
        send();
        return count;
    }

    private void add(R row) {
        BitSet given = placesOf(row);
        if (batch.size() == SIZE || !given.equals(places)) {
            send();
            places = given;
            columns = given.stream().<Field<?>>mapToObj(row::field).toList();
        }
        batch.add(given.stream().mapToObj(row::get).toArray());
    }

    /** Returns the places of the columns with a value. */
    private static BitSet placesOf(Record row) {
        BitSet given = new BitSet(row.size());
        for (int place = 0; place < row.size(); place++) {
            given.set(place, row.touched(place));
        }
        return given;
    }

    private void send() {
        if (batch.isEmpty()) {
            return;
        }
        runner.run(new Shape(table, columns).template().batch(batch));
        count += batch.size();
        batch.clear();
    }

    /** The shape of an insert. Its parameters are numbered, because columns of other tables may have any name. */
    private record Shape(Table<?> table, List<Field<?>> columns) {

        StatementTemplate template() {
            List<Parameter<?>> parameters = new ArrayList<>(columns.size());
            for (Field<?> column : columns) {
                parameters.add(Parameter.of("value_" + parameters.size(), column));
            }
            return StatementTemplate.of(this, parameters, any -> insertOf(parameters));
        }

        private Query insertOf(List<Parameter<?>> parameters) {
            List<Param<?>> values =
                    parameters.stream().<Param<?>>map(Parameter::field).toList();
            return DSL.insertInto(table, columns).values(values);
        }
    }
}
