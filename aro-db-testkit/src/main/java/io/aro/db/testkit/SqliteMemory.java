package io.aro.db.testkit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.aro.db.AroDatabase;
import io.aro.db.error.VendorErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** Is a database that lives in the memory of its one connection, which a pool lends to one caller at a time. */
final class SqliteMemory implements Location, AutoCloseable {

    private static final long WAIT_MILLIS = 5_000;

    private final HikariDataSource pool;

    /** Starts with a copy of the image of a file, which must not be in WAL mode. */
    SqliteMemory(byte[] image) {
        SQLiteDataSource source = new SQLiteDataSource(SqliteFile.settings());
        source.setUrl("jdbc:sqlite::memory:");
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        // The database ends with its connection, so the connection must never be renewed.
        config.setMaxLifetime(0);
        config.setIdleTimeout(0);
        this.pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection()) {
            connection.unwrap(SQLiteConnection.class).deserialize("main", image);
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    @Override
    public String jdbcUrl() {
        throw new IllegalStateException(
                "This database is in memory, where only its data source reaches it; use one in a file.");
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public AroDatabase open(InstantSource clock) {
        return AroDatabase.over(DSL.using(pool, SQLDialect.SQLITE), clock);
    }

    /** Writes the database to a file that does not exist yet. */
    void saveTo(SqliteFile file) {
        try (Connection connection = pool.getConnection();
                PreparedStatement save = connection.prepareStatement("VACUUM INTO ?")) {
            save.setString(1, file.path().toString());
            save.execute();
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return "memory";
    }
}
