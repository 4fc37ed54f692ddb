package io.aro.db.internal.session;

import io.aro.db.error.internal.VendorErrors;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** The state of the transaction that PostgreSQL sends with each answer, as the driver keeps it. */
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
     * Tells whether the transaction has ended, by whomever.
     *
     * <p>The driver begins it with the first statement. Before that nothing is gone.
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

    /** Asks the driver's connection: a handle that an application lends may be closed after each statement. */
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
        // It has put nothing in the place of the transaction.
    }
}
