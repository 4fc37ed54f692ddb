package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConfigurationException;
import io.aro.db.fixture.Neighbour;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.sqlite.SQLiteDataSource;

/** Databases and connections with an encoding other than UTF-8, through every entry point. */
@BothEngines
class EncodingTest {

    private final TestDatabase database;

    EncodingTest(TestDatabase database) {
        this.database = database;
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void refusesADatabaseThatCannotHoldEveryName() throws SQLException {
        for (String encoding : List.of("LATIN1", "SQL_ASCII")) {
            try (Neighbour other = Neighbour.in(database, encoding)) {
                PostgresConfig config = PostgresConfig.of(other.url(), database.user(), database.password());
                DataSource pool = source(other.url());

                for (ThrowingCallable door : List.<ThrowingCallable>of(
                        () -> AroDatabase.open(config),
                        () -> AroDatabase.open(config.withMigration()),
                        () -> AroDatabase.over(pool, HostConfig.of(SQLDialect.POSTGRES)),
                        () -> AroDatabase.over(DSL.using(pool, SQLDialect.POSTGRES)),
                        () -> migrator(other).migrate(),
                        () -> migrator(other).status(),
                        () -> Migrator.of(pool).migrate())) {
                    refuses(door)
                            .withMessage("The database uses " + encoding
                                    + ", which cannot hold every name; create a database"
                                    + " in UTF-8: CREATE DATABASE aro TEMPLATE template0 ENCODING 'UTF8'.");
                }
            }
        }
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void refusesConnectionsThatSendTextsInAnotherEncoding() {
        DataSource pool = latin(source(database.jdbcUrl()));

        for (ThrowingCallable door : List.<ThrowingCallable>of(
                () -> AroDatabase.over(pool, HostConfig.of(SQLDialect.POSTGRES)),
                () -> AroDatabase.over(DSL.using(pool, SQLDialect.POSTGRES)),
                () -> Migrator.of(pool).status())) {
            refuses(door)
                    .withMessageContaining("The connection uses LATIN1")
                    .withMessageContaining("allowEncodingChanges");
        }
    }

    @BothEngines(Engine.SQLITE)
    void refusesAFileThatIsInUtf16(@TempDir Path folder) throws SQLException {
        for (String encoding : List.of("UTF-16le", "UTF-16be")) {
            Path file = folder.resolve(encoding + ".db");
            String url = SqliteConfig.PREFIX + file;
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("PRAGMA encoding = '" + encoding + "'; CREATE TABLE theirs (a text)");
            }
            SQLiteDataSource pool = new SQLiteDataSource();
            pool.setUrl(url + "?foreign_keys=on");

            for (ThrowingCallable door : List.<ThrowingCallable>of(
                    () -> AroDatabase.sqlite(file),
                    () -> AroDatabase.over(pool, HostConfig.of(SQLDialect.SQLITE)),
                    () -> AroDatabase.over(DSL.using(pool, SQLDialect.SQLITE)),
                    () -> Migrator.of(url).migrate(),
                    () -> Migrator.of(url).status(),
                    () -> Migrator.of(pool).migrate())) {
                refuses(door).withMessageContaining("uses " + encoding + " and aro-db needs UTF-8");
            }
        }
    }

    private static ThrowableAssertAlternative<ConfigurationException> refuses(ThrowingCallable door) {
        return assertThatExceptionOfType(ConfigurationException.class).isThrownBy(door);
    }

    private Migrator migrator(Neighbour other) {
        return Migrator.of(other.url(), database.user(), database.password());
    }

    private DataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(database.user());
        source.setPassword(database.password());
        source.setAllowEncodingChanges(true);
        return source;
    }

    /** Returns a source with the encoding LATIN1, as an application may set for old tables. */
    private static DataSource latin(DataSource source) {
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET client_encoding TO 'LATIN1'");
                }
                return connection;
            }
        };
    }
}
