package io.aro.db.examples.benchmarks.peers.database;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.PatientConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The address of one database.
 *
 * @param engine the engine
 * @param url the JDBC URL
 * @param user the user to log in as; empty for SQLite
 * @param password the password; empty without password authentication
 * @param drop removes the database
 */
public record Address(Engine engine, String url, String user, String password, Runnable drop) implements AutoCloseable {

    private static final String SQLITE = "jdbc:sqlite:";

    /** Returns the address of an existing database. */
    public static Address of(Engine engine, String url, String user, String password) {
        return new Address(engine, url, user, password, () -> {});
    }

    /** Returns whether the database is on PostgreSQL. */
    public boolean isPostgres() {
        return engine.isPostgres();
    }

    /** Returns the file of a SQLite database. */
    public Path file() {
        return Path.of(url.substring(SQLITE.length()));
    }

    /** Opens the library with longer limits, since a busy machine must not fail a run. SQLite files are migrated. */
    public AroDatabase open(int poolSize) {
        return open(poolSize, UnaryOperator.identity());
    }

    /** Opens the library with a decorator of its pools. */
    public AroDatabase open(int poolSize, UnaryOperator<DataSource> decorator) {
        AroDatabaseConfig config = isPostgres()
                ? PostgresConfig.of(url, user, secret()).withPoolSize(poolSize).withDecorator(decorator)
                : SqliteConfig.file(file()).withDecorator(decorator);
        return AroDatabase.open(PatientConfig.of(config));
    }

    /** Opens one connection with the defaults of the driver. */
    public Connection connect() throws SQLException {
        return isPostgres()
                ? DriverManager.getConnection(url, user, Objects.requireNonNullElse(secret(), ""))
                : DriverManager.getConnection(url);
    }

    /** Returns the password; null without password authentication. */
    public @Nullable String secret() {
        return password.isEmpty() ? null : password;
    }

    /** Removes the database. */
    @Override
    public void close() {
        drop.run();
    }
}
