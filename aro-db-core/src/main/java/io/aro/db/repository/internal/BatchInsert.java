package io.aro.db.repository.internal;

import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * A bulk insert in batches of 500. All rows of a batch set the same columns; a change of columns starts a new batch.
 *
 * <p>Confined to one thread and one transaction.
 *
 * @param <R> the record type of the table
 */
public final class BatchInsert<R extends Record> {

    private final StatementBatches batches;
    private final Table<R> table;
    private BitSet places = new BitSet();
    private StatementTemplate template;

    /**
     * Creates an insert.
     *
     * @param runner the executor of the batches, such as {@code session::run}
     * @param table the table
     */
    public BatchInsert(Consumer<Consumer<DSLContext>> runner, Table<R> table) {
        this.batches = new StatementBatches(runner);
        this.table = table;
        this.template = new Shape(table, List.of()).template();
    }

    /** Inserts the rows one at a time from the stream and returns their number. */
    public long insert(Stream<? extends R> rows) {
        return batches.execute(rows.map(this::insertOf));
    }

    private BoundStatement insertOf(R row) {
        BitSet given = placesOf(row);
        if (!given.equals(places)) {
            places = given;
            template = new Shape(
                            table, given.stream().<Field<?>>mapToObj(row::field).toList())
                    .template();
        }
        return template.with(given.stream().mapToObj(row::get).toArray());
    }

    /** Returns the places of the columns with a value. */
    private static BitSet placesOf(Record row) {
        BitSet given = new BitSet(row.size());
        for (int place = 0; place < row.size(); place++) {
            given.set(place, row.touched(place));
        }
        return given;
    }

    /** The shape of an insert. Its parameters are numbered, because columns of other tables may have any name. */
    private record Shape(Table<?> table, List<Field<?>> columns) {

        StatementTemplate template() {
            List<Parameter<?>> parameters = new ArrayList<>(columns.size());
            for (Field<?> column : columns) {
                parameters.add(Parameter.of("value_" + parameters.size(), column));
            }
            return StatementTemplate.of(
                    this, parameters, any -> DSL.insertInto(table, columns).values(Parameter.fields(parameters)));
        }
    }
}
