package io.aro.db.internal.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The state of a SQLite transaction after a failed statement.
 *
 * <p>SQLite may roll back the whole transaction after a statement fails with FULL, IOERR, NOMEM, BUSY or INTERRUPT. The
 * connection is then in auto-commit mode (<a href="https://www.sqlite.org/lang_transaction.html">Response to errors
 * within a transaction</a>). The driver does not notice.
 */
final class SqliteWitness implements Witness {

    private final Connection connection;
    private final @Nullable SQLiteConnection driver;
    private boolean ended;
    private boolean replaced;

    SqliteWitness(Connection connection, @Nullable SQLiteConnection driver) {
        this.connection = connection;
        this.driver = driver;
    }

    @Override
    public boolean isGoneAfter(Throwable error) {
        ended |= isReplaced();
        return ended;
    }

    /**
     * Begins a replacement transaction if the original is gone, and returns whether it was gone. The replacement is
     * never committed, and keeps further statements from committing individually. SQLite refuses a transaction within a
     * transaction, and thereby reveals the original.
     */
    private boolean isReplaced() {
        try (Statement statement = connection().createStatement()) {
            statement.execute("BEGIN");
            replaced = true;
            return true;
        } catch (SQLException e) {
            return !(e instanceof SQLiteException refused) || refused.getResultCode() != SQLiteErrorCode.SQLITE_ERROR;
        }
    }

    @Override
    public Connection connection() {
        return driver == null ? connection : driver;
    }

    @Override
    public void leaveNothing() {
        if (!replaced) {
            return;
        }
        replaced = false;
        try (Statement statement = connection().createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            ended = true; // The replacement is already gone.
        }
    }

    @Override
    public boolean isRefused() {
        return false;
    }
}
