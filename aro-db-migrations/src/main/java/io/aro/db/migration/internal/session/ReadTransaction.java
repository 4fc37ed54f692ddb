package io.aro.db.migration.internal.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A read-only transaction without a statement limit, rolled back at its end.
 *
 * <p>The rollback undoes every setting, so nothing remains on a session shared by a pooler.
 *
 * @param connection the connection, in auto-commit mode
 * @param path the search path of the transaction; null for that of the connection
 */
record ReadTransaction(Connection connection, @Nullable String path) {

    /** The queries of one transaction. */
    @FunctionalInterface
    interface Work<T, X extends Exception> {

        T run() throws X, SQLException;
    }

    /** A role's statement timeout must not interrupt the check of a large table. */
    private static final String SETTINGS =
            "SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '10s'";

    /** Runs the work in the transaction, or in the transaction already begun. */
    <T, X extends Exception> T run(Work<T, X> work) throws X, SQLException {
        if (!connection.getAutoCommit()) {
            return work.run();
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(path == null ? SETTINGS : "SET LOCAL search_path = " + path + "; " + SETTINGS);
            return work.run();
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
