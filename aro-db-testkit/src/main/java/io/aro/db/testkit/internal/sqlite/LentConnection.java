package io.aro.db.testkit.internal.sqlite;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A single connection, lent to one caller after the other in the order of their requests. A pool of one connection
 * takes longer to make than most tests run.
 */
final class LentConnection {

    private static final int PATIENCE_SECONDS = 5;

    private final Connection connection;
    private final Semaphore free = new Semaphore(1, true);

    LentConnection(Connection connection) {
        this.connection = connection;
    }

    /** Returns a source that lends the connection, for which a caller waits some seconds. */
    DataSource dataSource() {
        return proxy(DataSource.class, (self, method, arguments) -> switch (method.getName()) {
            case "getConnection" -> lend();
            case "isWrapperFor" -> false;
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> isGiven(self, arguments);
            case "toString" -> "one connection";
            default ->
                throw new SQLFeatureNotSupportedException(
                        "A data source for tests does not support " + method.getName() + ".");
        });
    }

    private Connection lend() throws SQLException {
        try {
            if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new SQLException("The one connection of this database in memory is lent out for longer than "
                        + PATIENCE_SECONDS + " seconds; close what holds it, such as a stream or a transaction, or use"
                        + " a database in a file.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("The wait for the one connection of this database was interrupted.", e);
        }
        return proxy(Connection.class, new Loan());
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        ClassLoader loader = LentConnection.class.getClassLoader();
        return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
    }

    @SuppressWarnings("ReferenceEquality") // It answers equals.
    private static boolean isGiven(Object self, @Nullable Object @Nullable [] arguments) {
        return arguments != null && self == arguments[0];
    }

    /** Gives the connection back as it was: what was not committed is rolled back. */
    private void giveBack() throws SQLException {
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } finally {
            free.release();
        }
    }

    /** The connection in the hands of one caller, until it is closed. */
    private final class Loan implements InvocationHandler {
        private final AtomicBoolean ended = new AtomicBoolean();

        @Override
        public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            return switch (method.getName()) {
                case "close", "abort" -> {
                    if (ended.compareAndSet(false, true)) {
                        giveBack();
                    }
                    yield null;
                }
                case "isClosed" -> ended.get() || connection.isClosed();
                case "equals" -> isGiven(self, arguments);
                default -> call(method, arguments);
            };
        }

        private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            if (ended.get() && method.getDeclaringClass() != Object.class) {
                throw new SQLException("This connection was closed; ask for another one.");
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }
    }
}
