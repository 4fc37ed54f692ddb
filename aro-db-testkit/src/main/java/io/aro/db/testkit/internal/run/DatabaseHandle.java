package io.aro.db.testkit.internal.run;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A handle on a test database for opening, deleting or preserving the database. Its text shows no credentials. */
public interface DatabaseHandle {

    /**
     * Returns the URL, without credentials.
     *
     * @throws IllegalStateException if the database is reachable only by {@link #dataSource}
     */
    String jdbcUrl();

    /** Returns the user to log in as; empty without authentication. */
    default String user() {
        return "";
    }

    /** Returns the password of the user; empty without authentication. */
    default String password() {
        return "";
    }

    /** Returns a source of plain connections. */
    DataSource dataSource();

    /**
     * Opens the database as an application does.
     *
     * @param timeLimits sets the time limits; unused in memory, without a configuration of its own
     * @param random the random source for ids
     * @param decorator wraps the data source of the library
     */
    AroDatabase open(
            UnaryOperator<AroDatabaseConfig> timeLimits,
            InstantSource clock,
            Random random,
            UnaryOperator<DataSource> decorator);

    /** Deletes the database. */
    void drop();

    /** Preserves the database and returns the command to open the database. */
    String keep();
}
