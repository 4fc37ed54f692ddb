package io.aro.db.migration.internal.session;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.internal.VendorErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The only connection of a migrator, prepared for its engine. Closing restores its original settings.
 *
 * <p>Flyway uses the same connection. On SQLite, a second connection would wait for the first. On PostgreSQL,
 * its open transaction would block {@code CREATE INDEX CONCURRENTLY}.
 */
public abstract sealed class MigrationSession implements AutoCloseable permits SqliteSession, PostgresSession {

    private final Connection connection;
    private final boolean autoCommit;

    /** The use of a session. */
    enum Purpose {
        /** Reading, which leaves no setting on the connection. */
        READ,
        /** Migrating or rolling back, under a lock and with settings of the session. */
        CHANGE
    }

    MigrationSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
    }

    /**
     * Prepares the connection for changes of its current schema. Closes the connection on failure.
     *
     * @throws ConfigurationException if the connection passes through a pooler
     */
    public static MigrationSession on(Connection connection) {
        return on(connection, null);
    }

    /**
     * Prepares the connection for changes of a schema. Closes the connection on failure.
     *
     * @param schema the schema of the session; null for the current schema of the connection
     * @throws ConfigurationException if the connection passes through a pooler, or the schema does not exist
     */
    static MigrationSession on(Connection connection, @Nullable SchemaName schema) {
        return on(connection, schema, Purpose.CHANGE);
    }

    /**
     * Prepares the connection for reading only. Closes the connection on failure.
     *
     * @param schema the schema of the session; null for the current schema of the connection
     * @throws ConfigurationException if the schema does not exist
     */
    static MigrationSession toRead(Connection connection, @Nullable SchemaName schema) {
        return on(connection, schema, Purpose.READ);
    }

    private static MigrationSession on(Connection connection, @Nullable SchemaName schema, Purpose purpose) {
        try {
            String product = connection.getMetaData().getDatabaseProductName();
            return switch (product) {
                case "SQLite" -> {
                    if (schema != null) {
                        throw SchemaName.onSqlite();
                    }
                    yield new SqliteSession(connection);
                }
                case "PostgreSQL" -> new PostgresSession(connection, schema, purpose);
                default ->
                    throw new ConfigurationException(String.format(
                            Locale.ROOT,
                            "aro-db works with SQLite and PostgreSQL and cannot migrate a %s database.",
                            product));
            };
        } catch (SQLException | RuntimeException e) {
            try {
                connection.close();
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw VendorErrors.translate(e);
        }
    }

    /** Returns the engine of the connection. */
    public abstract DatabaseEngine engine();

    /** Returns the name of the database for the log: the file name on SQLite, database and schema on PostgreSQL. */
    public abstract String name();

    /** Returns the schema given to the session; null for the current schema of its connection. */
    public abstract @Nullable String givenSchema();

    /** Runs the work under the migration lock of the schema. Waits for other holders. */
    public abstract <T> T whileLocked(Supplier<T> work);

    /** Prepares the connection for a script, inside the transaction of the script if it has one. */
    public abstract void beforeScript();

    /**
     * Checks the result of a script, inside its transaction if it has one.
     *
     * @throws io.aro.db.error.MigrationException if the script must not be committed
     */
    public abstract void afterScript(String name, String sql);

    /** Runs every statement of the script. The driver splits the text. */
    public abstract void run(String sql) throws SQLException;

    /** Returns the names of the schema's tables. */
    public abstract List<String> tables();

    /** Returns the name of a table of the schema for a query, independent of the search path. */
    public abstract String qualified(String table);

    /**
     * Returns the defects of the database itself, each as part of a sentence. Empty for a sound database.
     *
     * @param tables the tables to check, in lower case
     * @param isOurs whether the schema has exactly the version of the library; unfinished additions of a
     *     newer library are no defects
     */
    public abstract List<String> defects(Set<String> tables, boolean isOurs);

    /** Returns the names of indexes left unfinished by a migration outside a transaction. */
    public abstract List<String> unfinishedIndexes();

    /** Adds the engine's settings to Flyway's configuration. */
    public abstract void configure(FluentConfiguration flyway);

    /** Restores the settings of the connection. */
    public abstract void restore() throws SQLException;

    /** Returns the only connection. The session closes the connection. */
    public final Connection connection() {
        return connection;
    }

    /**
     * Runs work of Flyway on a data source with the only connection. A session for reading undoes all settings of the
     * work.
     */
    public <T> T lend(Function<DataSource, T> work) {
        return work.apply(SingleConnection.of(connection));
    }

    /** Runs a query, without the statement limit of the connection. */
    <T> T query(ReadTransaction.Work<T, RuntimeException> query) throws SQLException {
        return query.run();
    }

    /** Returns whether a transaction is open, as told by the auto-commit mode. */
    public final boolean isInTransaction() {
        try {
            return !connection.getAutoCommit();
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    @Override
    public final void close() {
        try (connection) {
            if (connection.isClosed()) {
                return;
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            restore();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Runs the script and the follow-up in one transaction. A failure of either rolls back both. */
    public final void runInTransaction(String sql, Runnable followUp) throws SQLException {
        connection.setAutoCommit(false);
        try {
            beforeScript();
            run(sql);
            followUp.run();
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            undo(e);
            throw e;
        }
        connection.setAutoCommit(true);
    }

    /** Keeps the first failure. On a full disk SQLite has already rolled back, and a second rollback fails. */
    private void undo(Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Returns the column names of a table, in their order. */
    public final List<String> columns(String table) {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(String.format(Locale.ROOT, "SELECT * FROM \"%s\" WHERE 1 = 0", table))) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                columns.add(rows.getMetaData().getColumnName(i));
            }
            return columns;
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Executes a statement and ignores its result. */
    public final void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Returns the first column of every row as text. */
    public final List<String> texts(String sql, Object... parameters) {
        try {
            return query(() -> readTexts(sql, parameters));
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    private List<String> readTexts(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (rows.next()) {
                    texts.add(String.valueOf(rows.getString(1)));
                }
                return texts;
            }
        }
    }

    /** Returns the rows as pairs of a name and a number, in order. */
    public final Map<String, Long> counts(String sql) {
        try {
            return query(() -> readCounts(sql));
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    private Map<String, Long> readCounts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Map<String, Long> counts = new LinkedHashMap<>();
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
            return counts;
        }
    }

    /** Returns the first column of the first row as text. */
    public final String text(String sql, Object... parameters) {
        return texts(sql, parameters).getFirst();
    }
}
