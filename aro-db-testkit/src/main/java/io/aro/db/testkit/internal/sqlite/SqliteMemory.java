package io.aro.db.testkit.internal.sqlite;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.HostConfig;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.internal.pool.SqliteWriter;
import io.aro.db.testkit.internal.run.DatabaseHandle;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
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
                decorator.apply(dataSource),
                HostConfig.of(SQLDialect.SQLITE)
                        .withClock(clock)
                        .withRandom(random)
                        .withPlaintextSecrets());
    }

    /** Writes the committed rows to a file, whoever still has the connection, and drops the database. */
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
}
