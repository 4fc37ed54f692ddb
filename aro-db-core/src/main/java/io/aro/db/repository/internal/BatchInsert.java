package io.aro.db.repository.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

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
    private final List<R> batch = new ArrayList<>(SIZE);
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
        List<Field<?>> given =
                Arrays.<Field<?>>stream(row.fields()).filter(row::touched).toList();
        if (batch.size() == SIZE || !given.equals(columns)) {
            send();
            columns = given;
        }
        batch.add(row);
    }

    private void send() {
        if (batch.isEmpty()) {
            return;
        }
        runner.run(dsl -> {
            BatchBindStep statement = dsl.batch(
                    dsl.insertInto(table, columns).values(Collections.nCopies(columns.size(), (Object) null)));
            for (R row : batch) {
                statement = statement.bind(columns.stream().map(row::get).toArray());
            }
            return statement.execute();
        });
        count += batch.size();
        batch.clear();
    }
}
