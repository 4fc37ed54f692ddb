package io.aro.db.internal.session;

import io.aro.db.error.internal.VendorErrors;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** The transaction state of PostgreSQL: sent with each response, and cached by the driver. */
final class PostgresWitness implements Witness {

    private final Connection connection;
    private final @Nullable BaseConnection driver;
    private boolean begun;

    private PostgresWitness(Connection connection, @Nullable BaseConnection driver) {
        this.connection = connection;
        this.driver = driver;
    }

    static PostgresWitness of(Connection connection, @Nullable BaseConnection driver) {
        return new PostgresWitness(connection, driver);
    }

    /**
     * Returns whether the transaction has ended, by any cause.
     *
     * <p>The driver begins a transaction with its first statement; before that, the result is false.
     */
    boolean isGone() {
        if (isClosed()) {
            return true;
        }
        if (driver == null) {
            return false;
        }
        boolean idle = driver.getTransactionState() == TransactionState.IDLE;
        begun |= !idle;
        return begun && idle;
    }

    @Override
    public boolean isGoneAfter(Throwable error) {
        return VendorErrors.isConnectionLost(error) || isGone();
    }

    @Override
    public boolean isRefused() {
        return driver != null && driver.getTransactionState() == TransactionState.FAILED;
    }

    /**
     * Returns whether the driver's connection is closed. A host application may close its connection handle after each
     * statement.
     */
    private boolean isClosed() {
        try {
            return driver == null ? connection.isClosed() : driver.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public Connection connection() {
        return driver == null ? connection : driver;
    }

    @Override
    public void leaveNothing() {
        // PostgreSQL needs no replacement transaction, so there is nothing to end.
    }
}
