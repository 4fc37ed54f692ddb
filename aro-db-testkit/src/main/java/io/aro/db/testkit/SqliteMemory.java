package io.aro.db.testkit;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.error.UnavailableException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.internal.pool.SqliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/**
 * Is a database in memory, which no URL leads to.
 *
 * @param dataSource gives connections to it
 * @param keeper the connection that keeps it alive until this is closed
 */
record SqliteMemory(DataSource dataSource, SQLiteConnection keeper) implements DatabaseHandle, AutoCloseable {

    /** Returns one in the memory of a single connection, made of an image that must not be in WAL mode. */
    static SqliteMemory ofOneConnection(byte[] image) {
        SQLiteDataSource source = new SQLiteDataSource(SqliteFile.settings());
        source.setUrl("jdbc:sqlite::memory:");
        try {
            SQLiteConnection only = source.getConnection(null, null);
            only.deserialize("main", image);
            return new SqliteMemory(new LentConnection(only).dataSource(), only);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    /**
     * Returns one in memory that connections share by the name, made of a file that must not be in WAL mode.
     *
     * <p>Two of one name would be one database.
     */
    static SqliteMemory shared(String name, SqliteFile template) {
        SQLiteDataSource source =
                SqliteWriter.source("jdbc:sqlite:file:/" + name + "?vfs=memdb", SqliteFile.settings());
        try {
            SQLiteConnection keeper = source.getConnection(null, null);
            try (Statement statement = keeper.createStatement()) {
                statement.executeUpdate("restore from " + template);
            }
            return new SqliteMemory(source, keeper);
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
    public AroDatabase open(InstantSource clock, Random random, UnaryOperator<DataSource> decorator) {
        return AroDatabase.over(
                decorator.apply(dataSource),
                HostConfig.of(SQLDialect.SQLITE)
                        .withClock(clock)
                        .withRandom(random)
                        .withPlaintextSecrets());
    }

    /** Writes what is committed to a file, whoever still has the connection, and leaves that of no more use. */
    void saveTo(SqliteFile file) {
        try {
            if (!keeper.getAutoCommit()) {
                keeper.rollback();
            }
            Files.write(file.path(), keeper.serialize("main"));
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        } catch (IOException e) {
            throw new UnavailableException("The database " + file + " cannot be written.", e);
        }
    }

    @Override
    public void close() {
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
