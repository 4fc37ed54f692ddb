package io.aro.db.testkit.jdbc;

import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A counter of statements on data sources.
 *
 * <p>Every execution counts, on any thread; a batch counts once.
 */
public final class StatementCounter implements JdbcInterceptor {

    private volatile @Nullable Statements running;

    private StatementCounter() {}

    /** Returns a counter for the data sources passed to {@link #over}. */
    public static StatementCounter create() {
        return new StatementCounter();
    }

    /**
     * Runs the action and returns its statements.
     *
     * @throws IllegalStateException if a count is already running
     */
    public synchronized <X extends Exception> Statements counting(Action<X> action) throws X {
        if (running != null) {
            throw new IllegalStateException(
                    "Statements are counted for one action at a time; end the outer count first.");
        }
        Statements statements = new Statements();
        running = statements;
        try {
            action.run();
        } finally {
            running = null;
        }
        return statements;
    }

    /** Counts before the call, because a failing statement reaches the database as well. */
    @Override
    public @Nullable Object intercept(JdbcCall call) throws SQLException {
        switch (call.kind()) {
            case EXECUTE -> count(statements -> statements.executed(call.sql()));
            case COMMIT -> count(Statements::committed);
            case ROLLBACK, ROLLBACK_TO_SAVEPOINT -> count(Statements::rolledBack);
            case CONNECT, PREPARE, BEGIN, END, CLOSE_STATEMENT, CLOSE_CONNECTION -> {}
        }
        return call.proceed();
    }

    private void count(Consumer<Statements> event) {
        Statements statements = running;
        if (statements != null) {
            event.accept(statements);
        }
    }
}
