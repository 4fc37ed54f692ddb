package io.aro.db.internal.statement;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.exception.DataAccessException;

/**
 * A timeout for each statement on the connections of a host application, whose session settings must not change.
 * Thread-safe.
 *
 * <p>The driver cancels longer statements. A shorter timeout, such as of a Spring transaction, remains in force.
 *
 * @param seconds the timeout in seconds, at least 1
 */
public record StatementLimit(int seconds) implements ExecuteListener {

    private static final long serialVersionUID = 1L;

    /** Returns a limit in whole seconds, rounded up; drivers support no fractions. */
    public static StatementLimit of(Duration limit) {
        return new StatementLimit(Math.toIntExact(Math.ceilDiv(limit.toMillis(), 1000L)));
    }

    @Override
    public void executeStart(ExecuteContext context) {
        Statement statement = context.statement();
        if (statement == null) {
            return;
        }
        try {
            applyTo(statement);
        } catch (SQLException e) {
            throw new DataAccessException("The timeout of the statement could not be set.", e);
        }
    }

    void applyTo(Statement statement) throws SQLException {
        int theirs = statement.getQueryTimeout();
        if (theirs == 0 || theirs > seconds) {
            statement.setQueryTimeout(seconds);
        }
    }
}
