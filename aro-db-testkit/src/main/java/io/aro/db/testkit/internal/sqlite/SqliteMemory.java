package io.aro.db.testkit.internal.sqlite;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.HostConfig;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.internal.pool.SqliteWriter;
import io.aro.db.testkit.internal.run.DatabaseHandle;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/**
 * A database in memory, without a URL.
 *
 * @param dataSource the source of connections
 * @param keeper the connection that keeps the database alive until it is dropped
 * @param copies supplies files for kept databases, because the memory ends with the process
 */
record SqliteMemory(DataSource dataSource, SQLiteConnection keeper, Supplier<SqliteFile> copies)
        implements DatabaseHandle {

    private static final HostConfig CONFIG = HostConfig.of(SQLDialect.SQLITE).withPlaintextSecrets();

    /**
     * Returns a database in the memory of a single connection.
     *
     * @param source a source whose connections each have private memory
     * @param image the content, not in WAL mode
     */
    static SqliteMemory ofOneConnection(SQLiteDataSource source, byte[] image, Supplier<SqliteFile> copies) {
        try {
            SQLiteConnection only = source.getConnection(null, null);
            only.deserialize("main", image);
            return new SqliteMemory(new LentConnection(only).dataSource(), only, copies);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /**
     * Returns a database in memory, shared by connections under a unique name.
     *
     * @param template a file with the content, not in WAL mode
     */
    static SqliteMemory shared(String name, SqliteFile template, Supplier<SqliteFile> copies) {
        SQLiteDataSource source =
                SqliteWriter.source("jdbc:sqlite:file:/" + name + "?vfs=memdb", SqliteDatabases.settings());
        try {
            SQLiteConnection keeper = source.getConnection(null, null);
            try (Statement statement = keeper.createStatement()) {
                statement.executeUpdate("restore from " + template);
            }
            return new SqliteMemory(source, keeper, copies);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    @Override
    public String jdbcUrl() {
        throw new IllegalStateException(
                "This database is in memory, where only its data source reaches it; use one in a"
                        + " file: @AroDatabaseTest(sqlite = SqliteStorage.FILE).");
    }

    @Override
    public AroDatabase open(
            UnaryOperator<AroDatabaseConfig> timeLimits,
            InstantSource clock,
            Random random,
            UnaryOperator<DataSource> decorator) {
        return AroDatabase.over(
                decorator.apply(dataSource), CONFIG.withClock(clock).withRandom(random));
    }

    /** Writes the committed rows to a file and drops the database, even with a connection still lent to a test. */
    @Override
    public String keep() {
        SqliteFile copy = copies.get();
        try {
            if (!keeper.getAutoCommit()) {
                keeper.rollback();
            }
            copy.write(keeper.serialize("main"));
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
        drop();
        return copy.keep();
    }

    @Override
    public void drop() {
        try {
            keeper.close();
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    @Override
    public String toString() {
        return "memory";
    }

    /**
     * A single connection, lent to one caller at a time in the order of requests.
     *
     * <p>A pool of one connection takes longer to create than most tests run.
     */
    private static final class LentConnection {

        private static final int TIMEOUT_SECONDS = 5;

        private final Connection connection;
        private final Semaphore free = new Semaphore(1, true);

        LentConnection(Connection connection) {
            this.connection = connection;
        }

        /** Returns a source that lends the connection; callers wait up to five seconds. */
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
                if (!free.tryAcquire(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    throw new SQLException("The single connection of this database in memory is in use for more than "
                            + TIMEOUT_SECONDS
                            + " seconds; close an open stream or transaction, or use a database in a file.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("The wait for the single connection of this database was interrupted.", e);
            }
            return proxy(Connection.class, new Loan());
        }

        private static <T> T proxy(Class<T> type, InvocationHandler handler) {
            ClassLoader loader = LentConnection.class.getClassLoader();
            return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
        }

        @SuppressWarnings("ReferenceEquality") // Implements equals as identity.
        private static boolean isGiven(Object self, @Nullable Object @Nullable [] arguments) {
            return arguments != null && self == arguments[0];
        }

        /** Returns the connection in its initial state, rolling back uncommitted changes. */
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

        /** The connection as lent to one caller, until closed. */
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
                    throw new SQLException("This connection is closed; take a new connection from the data source.");
                }
                try {
                    return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getTargetException();
                }
            }
        }
    }
}
