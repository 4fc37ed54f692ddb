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
 * A database in memory, which no URL leads to.
 *
 * @param dataSource the source of connections to it
 * @param keeper the connection that keeps it alive until it is dropped
 * @param copies new files for databases to be kept, because the memory goes with this process
 */
record SqliteMemory(DataSource dataSource, SQLiteConnection keeper, Supplier<SqliteFile> copies)
        implements DatabaseHandle {

    private static final HostConfig CONFIG = HostConfig.of(SQLDialect.SQLITE).withPlaintextSecrets();

    /**
     * Returns a database in the memory of a single connection.
     *
     * @param source a source whose every connection has a memory of its own
     * @param image the content, which must not be in WAL mode
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
     * Returns a database in memory that connections share by the name; two of one name would be one database.
     *
     * @param template a file with the content, which must not be in WAL mode
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
            UnaryOperator<AroDatabaseConfig> patience,
            InstantSource clock,
            Random random,
            UnaryOperator<DataSource> decorator) {
        return AroDatabase.over(
                decorator.apply(dataSource), CONFIG.withClock(clock).withRandom(random));
    }

    /** Writes the committed rows to a file, even while a test has the connection, and drops the database. */
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
     * A single connection, lent to one caller after the other in the order of their requests. A pool of one connection
     * takes longer to make than most tests run.
     */
    private static final class LentConnection {

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
                            + PATIENCE_SECONDS
                            + " seconds; close what holds it, such as a stream or a transaction, or use"
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
}
