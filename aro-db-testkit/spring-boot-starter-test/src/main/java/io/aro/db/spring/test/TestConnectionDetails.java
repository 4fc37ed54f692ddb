package io.aro.db.spring.test;

import io.aro.db.testkit.TestDatabase;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The address of a test database, for the pool of the service.
 *
 * @param database the test database
 */
record TestConnectionDetails(TestDatabase database) implements JdbcConnectionDetails {

    /** The settings that a pool on SQLite needs, without waits for the disk. */
    private static final String SQLITE_SETTINGS =
            "?foreign_keys=on&transaction_mode=IMMEDIATE&busy_timeout=10000&synchronous=NORMAL";

    @Override
    public String getJdbcUrl() {
        return database.engine().isPostgres() ? database.jdbcUrl() : database.jdbcUrl() + SQLITE_SETTINGS;
    }

    @Override
    public String getUsername() {
        return database.user();
    }

    @Override
    public String getPassword() {
        return database.password();
    }
}
