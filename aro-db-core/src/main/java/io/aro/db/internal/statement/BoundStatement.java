package io.aro.db.internal.statement;

import io.aro.db.row.Row;
import io.aro.db.row.RowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.exception.TooManyRowsException;
import org.jspecify.annotations.Nullable;

/**
 * A statement template with its values.
 *
 * <p>Its functions are arguments for a session, as in {@code session.read(statement.optional(Customer::of))}.
 */
public final class BoundStatement {

    private final StatementTemplate template;
    private final @Nullable Object[] values;

    BoundStatement(StatementTemplate template, @Nullable Object[] values) {
        this.template = template;
        this.values = values;
    }

    /** Returns whether both statements have equal templates. */
    public boolean hasTemplateOf(BoundStatement other) {
        return Objects.equals(template.key(), other.template.key());
    }

    StatementTemplate template() {
        return template;
    }

    @Nullable
    Object[] values() {
        return values;
    }

    /** Returns a function that executes the query and returns its only row, or empty. */
    public <T> Function<DSLContext, Optional<T>> optional(RowReader<T> reader) {
        return dsl -> {
            List<T> rows = list(dsl, reader, 1);
            if (rows.size() > 1) {
                throw new TooManyRowsException("The query has returned several rows.");
            }
            return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
        };
    }

    /** Returns a function that executes the query and returns its rows. */
    public <T> Function<DSLContext, List<T>> list(RowReader<T> reader) {
        return dsl -> list(dsl, reader, 10);
    }

    private <T> List<T> list(DSLContext dsl, RowReader<T> reader, int expected) {
        List<T> rows = new ArrayList<>(expected);
        new Execution(dsl).fetch(this, row -> rows.add(reader.read(row)));
        return rows;
    }

    /** Returns a function that executes the statement and returns the number of written rows. */
    public Function<DSLContext, Integer> count() {
        return dsl -> new Execution(dsl).execute(this);
    }

    /** Returns a function that executes statements in their order, on PostgreSQL in one round trip. */
    public static Consumer<DSLContext> all(List<BoundStatement> statements) {
        return dsl -> new Execution(dsl).executeAll(statements);
    }

    /**
     * Returns a function that executes a statement with its dependants. Its result is the number of rows written by the
     * statement alone.
     *
     * <p>On PostgreSQL all travel in one round trip. Hence a dependant must have no effect by itself if the statement
     * writes no row. SQLite then skips the dependants.
     */
    public static Function<DSLContext, Integer> withDependants(
            BoundStatement statement, List<BoundStatement> dependants) {
        return dsl -> new Execution(dsl).executeWithDependants(statement, dependants);
    }

    /**
     * Returns a function that executes statements of one template in one batch.
     *
     * @throws IllegalArgumentException if the templates differ
     */
    public static Consumer<DSLContext> batch(List<BoundStatement> statements) {
        if (statements.isEmpty()) {
            return dsl -> {};
        }
        if (!statements.stream().allMatch(statements.getFirst()::hasTemplateOf)) {
            throw new IllegalArgumentException("A batch has statements of one template.");
        }
        return dsl -> new Execution(dsl).executeBatch(statements);
    }

    /** Returns a function that passes each row of the query to a consumer. */
    public Consumer<DSLContext> each(Consumer<Row> rows) {
        return dsl -> new Execution(dsl).fetch(this, rows);
    }

    /** Returns the statement as a new jOOQ query. */
    public Query query(Configuration configuration) {
        Query query = template.query(configuration);
        List<Parameter<?>> parameters = template.parameters();
        Set<String> used = query.getParams().keySet();
        for (int place = 0; place < values.length; place++) {
            if (used.contains(parameters.get(place).name())) {
                query.bind(parameters.get(place).name(), values[place]);
            }
        }
        return query;
    }
}
