package io.aro.db.internal.session;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.exception.DataAccessException;

/**
 * A limit of each statement on the connections of an application, whose sessions must not be changed; thread-safe.
 *
 * <p>The driver ends a statement that runs longer. A shorter limit, as that of a transaction of Spring, stays as it is.
 *
 * @param seconds the limit, at least 1
 */
record StatementLimit(int seconds) implements ExecuteListener {

    private static final long serialVersionUID = 1L;

    /** Returns a limit in whole seconds, rounded up, as drivers know no shorter ones. */
    static StatementLimit of(Duration limit) {
        return new StatementLimit(Math.toIntExact(Math.ceilDiv(limit.toMillis(), 1000L)));
    }

    @Override
    public void executeStart(ExecuteContext context) {
        Statement statement = context.statement();
        if (statement == null) {
            return;
        }
        try {
            int theirs = statement.getQueryTimeout();
            if (theirs == 0 || theirs > seconds) {
                statement.setQueryTimeout(seconds);
            }
        } catch (SQLException e) {
            throw new DataAccessException("The limit of the statement could not be set.", e);
        }
    }
}
