package io.aro.db.testkit.internal.run;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A handle on one database of a test: how it is reached, dropped and kept. Its text shows no credentials. */
public interface DatabaseHandle {

    /**
     * Returns the URL.
     *
     * @throws IllegalStateException if nobody but {@link #dataSource} reaches the database
     */
    String jdbcUrl();

    /** Returns the user to log in as; empty where none is asked for. */
    default String user() {
        return "";
    }

    /** Returns the password of the user; empty where none is asked for. */
    default String password() {
        return "";
    }

    /** Returns a source of plain connections. */
    DataSource dataSource();

    /**
     * Opens the database as an application does.
     *
     * @param patience sets the time limits, where the database has a configuration of its own
     * @param random the random source for ids
     * @param decorator put between the library and its connections
     */
    AroDatabase open(
            UnaryOperator<AroDatabaseConfig> patience,
            InstantSource clock,
            Random random,
            UnaryOperator<DataSource> decorator);

    /** Deletes the database. */
    void drop();

    /** Leaves the database in place, and returns the command that opens it. */
    String keep();
}
