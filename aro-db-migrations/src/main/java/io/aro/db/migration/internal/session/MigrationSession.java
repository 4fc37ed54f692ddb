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
import java.util.function.Supplier;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The one connection that schema work runs on, prepared for its engine and put back as it was when closed.
 *
 * <p>Everything runs on this connection, Flyway included: a second one would wait for the first on SQLite, and would be
 * the open transaction that {@code CREATE INDEX CONCURRENTLY} waits for on PostgreSQL.
 */
public abstract sealed class MigrationSession implements AutoCloseable permits SqliteSession, PostgresSession {

    private final Connection connection;
    private final boolean autoCommit;

    MigrationSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
    }

    /** Prepares the connection, or closes it when that fails. */
    public static MigrationSession on(Connection connection) {
        try {
            String product = connection.getMetaData().getDatabaseProductName();
            return switch (product) {
                case "SQLite" -> new SqliteSession(connection);
                case "PostgreSQL" -> new PostgresSession(connection);
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

    public abstract DatabaseEngine engine();

    /** Returns what the database is called in the log: a file without its folder, or a database and its schema. */
    public abstract String name();

    /** Does the work while no other process or thread changes this schema; waits for those that do. */
    public abstract <T> T whileLocked(Supplier<T> work);

    /** Makes ready for a script, in its transaction if it has one. */
    public abstract void beforeScript();

    /** Checks what the script did, in its transaction if it has one; throws when it must not be committed. */
    public abstract void afterScript(String name, String sql);

    /** Runs every statement of the script; the driver, and not this class, tells where one ends. */
    public abstract void run(String sql) throws SQLException;

    /** Returns the tables of the schema. */
    public abstract List<String> tables();

    /**
     * Returns the query for the rows of the history table in the order of installation. Beside the columns of Flyway,
     * {@code is_ours} tells whether the table is in the schema that Flyway looks in, and {@code oldest_library} is
     * what the expression gives.
     */
    public abstract String selectHistory(String table, String oldestLibrary);

    /**
     * Returns what is wrong with the database itself, each as a part of a sentence; empty when nothing is.
     *
     * @param tables the names in lower case of the tables whose rules are looked at
     * @param isOurs whether the schema is exactly that of this library; what a newer one adds is no defect while it is
     *     being added
     */
    public abstract List<String> defects(Set<String> tables, boolean isOurs);

    /** Returns the names of the indexes that a migration outside a transaction began and did not finish. */
    public abstract List<String> unfinishedIndexes();

    public abstract void configure(FluentConfiguration flyway);

    /** Puts the settings of the connection back. */
    public abstract void restore() throws SQLException;

    public final Connection connection() {
        return connection;
    }

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

    /** Runs the script and what follows it as one transaction, which is rolled back when either fails. */
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

    /** Keeps the first failure: where the disk is full SQLite undoes by itself, and refuses to do so once more. */
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

    public final void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Returns the first column of every row as text. */
    public final List<String> texts(String sql, Object... parameters) {
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
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Returns the rows as pairs of a name and a number, in order. */
    public final Map<String, Long> counts(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Map<String, Long> counts = new LinkedHashMap<>();
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
            return counts;
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /** Returns the only value as text. */
    public final String text(String sql, Object... parameters) {
        return texts(sql, parameters).getFirst();
    }
}
