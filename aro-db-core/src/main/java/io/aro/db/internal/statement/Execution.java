package io.aro.db.internal.statement;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.row.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.DetachedException;
import org.jspecify.annotations.Nullable;

/**
 * The execution of rendered texts on the driver's connection, with the exceptions of jOOQ. Confined to one thread.
 *
 * <p>A statement without a rendered text goes through jOOQ.
 */
final class Execution {

    private final DSLContext dsl;
    private final Configuration configuration;
    private final @Nullable RenderedStatements texts;

    Execution(DSLContext dsl) {
        this.dsl = dsl;
        this.configuration = dsl.configuration();
        this.texts = RenderedStatements.of(configuration);
    }

    /** Work with a prepared statement. */
    @FunctionalInterface
    private interface Work<R> {

        R run(PreparedStatement statement) throws SQLException;
    }

    /** Executes a query and passes each row to the consumer. */
    void fetch(BoundStatement bound, Consumer<Row> rows) {
        RenderedStatement text = rendered(bound.template());
        if (text == null) {
            new JooqExecution(dsl).fetch(bound, rows);
            return;
        }
        run(text.sql(), statement -> {
            text.bind(statement, 1, bound.values());
            try (ResultSet result = statement.executeQuery()) {
                ResultRow row = new ResultRow(result, text.columns());
                while (row.move()) {
                    rows.accept(row);
                }
            }
            return true;
        });
    }

    /** Executes a statement and returns the number of written rows. */
    int execute(BoundStatement bound) {
        RenderedStatement text = rendered(bound.template());
        if (text == null) {
            return new JooqExecution(dsl).execute(bound);
        }
        return run(text.sql(), statement -> {
            text.bind(statement, 1, bound.values());
            return statement.executeUpdate();
        });
    }

    /** Executes statements in their order; on PostgreSQL in one round trip. */
    void executeAll(List<BoundStatement> statements) {
        List<RenderedStatement> rendered = together(statements);
        if (rendered != null) {
            execute(rendered, statements);
        } else if (statements.size() > 1 && sendsTogether()) {
            new JooqExecution(dsl).executeAll(statements);
        } else {
            statements.forEach(this::execute);
        }
    }

    /** Executes a statement and, if it writes rows, its dependants. Returns the number of rows of the statement. */
    int executeWithDependants(BoundStatement statement, List<BoundStatement> dependants) {
        List<BoundStatement> all = new ArrayList<>(1 + dependants.size());
        all.add(statement);
        all.addAll(dependants);
        List<RenderedStatement> rendered = together(all);
        if (rendered != null) {
            return execute(rendered, all);
        }
        int written = execute(statement);
        if (written > 0) {
            executeAll(dependants);
        }
        return written;
    }

    /** Returns the texts of statements for one round trip, or null if the statements travel alone. */
    private @Nullable List<RenderedStatement> together(List<BoundStatement> statements) {
        if (statements.size() < 2 || !sendsTogether()) {
            return null;
        }
        List<RenderedStatement> rendered = new ArrayList<>(statements.size());
        for (BoundStatement bound : statements) {
            RenderedStatement text = rendered(bound.template());
            // The joined text is kept, so a statement of varying shape travels alone.
            if (text == null || bound.template().key() == null) {
                return null;
            }
            rendered.add(text);
        }
        return rendered;
    }

    private boolean sendsTogether() {
        return Dialect.of(configuration).sendsTogether();
    }

    /** Executes statements as one text and returns the number of rows written by the first. */
    private int execute(List<RenderedStatement> rendered, List<BoundStatement> statements) {
        return run(Objects.requireNonNull(texts).join(rendered), statement -> {
            int index = 1;
            for (int i = 0; i < rendered.size(); i++) {
                index = rendered.get(i).bind(statement, index, statements.get(i).values());
            }
            statement.execute();
            return statement.getUpdateCount();
        });
    }

    /** Executes statements of one template in one batch. */
    void executeBatch(List<BoundStatement> statements) {
        RenderedStatement text = rendered(statements.getFirst().template());
        if (text == null) {
            new JooqExecution(dsl).executeBatch(statements);
            return;
        }
        run(text.sql(), statement -> {
            for (BoundStatement bound : statements) {
                text.bind(statement, 1, bound.values());
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    private @Nullable RenderedStatement rendered(StatementTemplate template) {
        return texts == null ? null : texts.get(template);
    }

    private <R> R run(String sql, Work<R> work) {
        ConnectionProvider connections = configuration.connectionProvider();
        Connection connection = connections.acquire();
        if (connection == null) {
            throw new DetachedException("The configuration has no connection.");
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (texts != null) {
                texts.limit(statement);
            }
            return work.run(statement);
        } catch (SQLException e) {
            throw new DataAccessException("SQL [" + sql + "]", e);
        } finally {
            connections.release(connection);
        }
    }
}
