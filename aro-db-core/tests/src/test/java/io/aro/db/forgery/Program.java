package io.aro.db.forgery;

import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A program that sends hand-written SQL. */
enum Program {
    /** A program like {@code sqlite3} and plain JDBC, without foreign keys. */
    SQLITE_PLAIN("SQLite, foreign keys off"),
    SQLITE_WITH_FOREIGN_KEYS("SQLite, foreign keys on"),
    POSTGRESQL_OWNER("PostgreSQL, owner");

    private final String title;

    Program(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    Connection connect(TestDatabase database) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("user", database.user());
        settings.setProperty("password", database.password());
        if (this == SQLITE_WITH_FOREIGN_KEYS) {
            settings.setProperty("foreign_keys", "true");
        }
        return DriverManager.getConnection(database.jdbcUrl(), settings);
    }
}
