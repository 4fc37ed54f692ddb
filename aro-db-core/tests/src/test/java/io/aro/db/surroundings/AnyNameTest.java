package io.aro.db.surroundings;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.fixture.Neighbour;
import io.aro.db.fixture.Rows;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Databases, schemas and roles with names valid only in quotes, covering every printable character. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(300)
class AnyNameTest {

    /** A name has 63 bytes at most, so all printable characters need two names. */
    private static final String FORMER_HALF = Printable.from(' ', 'O');

    private static final String LATTER_HALF = Printable.from('P', '~');

    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    AnyNameTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void everyCallWorksInADatabaseAndASchemaOfAnyName() throws Exception {
        try (Neighbour plain = Neighbour.named(database, "plain" + System.nanoTime());
                Neighbour odd = Neighbour.named(database, FORMER_HALF)) {
            List<String> expected = lived(plain.url(), "aro");

            assertThat(lived(odd.url(), LATTER_HALF)).isEqualTo(expected);
            assertThat(lived(odd.url(), FORMER_HALF)).isEqualTo(expected);
        }
    }

    @BothEngines(Engine.POSTGRES_18)
    void oneDatabaseHasSchemasOfAllKindsOfNames() throws Exception {
        for (String schema : List.of(
                "Praxis-2",
                "select",
                "null",
                "MIXED case",
                "1st",
                "$1",
                "%s",
                "a.b",
                "ä 😀",
                "x".repeat(63),
                "public,b")) {
            String url = schema(database.jdbcUrl(), schema);
            Migrator migrator = migrator(url);
            migrator.migrate();

            try (AroDatabase db = open(url)) {
                assertThat(db.customers().findByPhone("+15550000001"))
                        .as(schema)
                        .isEmpty();
            }
            migrator.validate();
            migrator.rollback(0);
            assertThat(Rows.number(
                            database,
                            "SELECT count(*) FROM pg_class WHERE relnamespace = " + literal(Neighbour.quoted(schema))
                                    + "::regnamespace AND relkind = 'r'"))
                    .as(schema)
                    .isEqualTo(1);
        }
    }

    private List<String> lived(String database, String schema) throws Exception {
        String url = schema(database, schema);
        Migrator migrator = migrator(url);
        migrator.migrate();
        try (AroDatabase db = open(url)) {
            return Story.live(db, Files.createTempDirectory(folder, "archive"));
        } finally {
            migrator.validate();
            migrator.rollback(0);
        }
    }

    private String schema(String url, String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + Neighbour.quoted(name));
        }
        return Neighbour.inSchema(url, name);
    }

    private Migrator migrator(String url) {
        return Migrator.of(url, database.user(), database.password());
    }

    private AroDatabase open(String url) {
        return AroDatabase.open(PostgresConfig.of(url, database.user(), database.password())
                .withPoolSize(3)
                .withPlaintextSecrets()
                .withClock(database.clock())
                .withRandom(new Random(1)));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
