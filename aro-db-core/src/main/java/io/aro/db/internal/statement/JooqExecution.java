package io.aro.db.internal.statement;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.row.Row;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.ResultQuery;

/**
 * The execution of statements through jOOQ, with the listeners of a host application.
 *
 * <p>Each statement is rendered anew.
 */
final class JooqExecution {

    private final DSLContext dsl;

    JooqExecution(DSLContext dsl) {
        this.dsl = dsl;
    }

    void fetch(BoundStatement statement, Consumer<Row> rows) {
        if (statement.query(dsl.configuration()) instanceof ResultQuery<?> query) {
            query.fetch().forEach(row -> rows.accept(Row.of(row)));
        } else {
            throw new IllegalArgumentException("The statement returns no rows.");
        }
    }

    int execute(BoundStatement statement) {
        return statement.query(dsl.configuration()).execute();
    }

    void executeAll(List<BoundStatement> statements) {
        Dialect.of(dsl.configuration()).executeAll(dsl, queries(statements));
    }

    void executeBatch(List<BoundStatement> statements) {
        List<Query> queries = queries(statements);
        Query first = queries.getFirst();
        if (first.getParams().size() < first.getBindValues().size()) {
            // jOOQ binds no batch with a parameter in two places.
            Dialect.of(dsl.configuration()).executeAll(dsl, queries);
            return;
        }
        BatchBindStep batch = dsl.batch(first);
        for (Query query : queries) {
            batch = batch.bind(query.getBindValues().toArray());
        }
        batch.execute();
    }

    private List<Query> queries(List<BoundStatement> statements) {
        return statements.stream()
                .map(statement -> statement.query(dsl.configuration()))
                .toList();
    }
}
