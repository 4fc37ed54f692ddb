package io.aro.db.testkit.migration;

import io.aro.db.testkit.TestDatabase;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/**
 * A source of plain connections to a test database, without leak detection and query plans. A killed migrator
 * leaves its statements open, and a schema is read hundreds of times.
 */
final class UnwatchedSource {

    private UnwatchedSource() {}

    static DataSource of(TestDatabase database) {
        if (database.engine().isPostgres()) {
            PGSimpleDataSource server = new PGSimpleDataSource();
            server.setUrl(database.jdbcUrl());
            server.setUser(database.user());
            server.setPassword(database.password());
            return server;
        }
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl(database.jdbcUrl());
        return file;
    }
}
