package io.aro.db.repository.internal;

import io.aro.db.internal.statement.BoundStatement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/**
 * A bulk execution of statements in batches of 500. A change of the template starts a new batch.
 *
 * <p>Memory holds one batch.
 */
public final class StatementBatches {

    private static final int SIZE = 500;

    private final Consumer<Consumer<DSLContext>> runner;

    /**
     * Creates a bulk execution.
     *
     * @param runner the executor of the batches in the caller's transaction, such as {@code session::run}
     */
    public StatementBatches(Consumer<Consumer<DSLContext>> runner) {
        this.runner = runner;
    }

    /** Executes the statements, taken one at a time from the stream, and returns their number. */
    public long execute(Stream<BoundStatement> statements) {
        long count = 0;
        List<BoundStatement> batch = new ArrayList<>(SIZE);
        for (Iterator<BoundStatement> each = statements.iterator(); each.hasNext(); count++) {
            BoundStatement statement = each.next();
            if (batch.size() == SIZE || (!batch.isEmpty() && !statement.hasTemplateOf(batch.getFirst()))) {
                send(batch);
            }
            batch.add(statement);
        }
        send(batch);
        return count;
    }

    private void send(List<BoundStatement> batch) {
        runner.accept(BoundStatement.batch(List.copyOf(batch)));
        batch.clear();
    }
}
