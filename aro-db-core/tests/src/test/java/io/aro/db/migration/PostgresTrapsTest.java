package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.MigrationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.SchemaStatus.State;
import io.aro.db.migration.internal.session.Polling;
import io.aro.db.migration.internal.session.SingleConnection;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Migrations on PostgreSQL: concurrent indexes, connection settings and schemas. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class PostgresTrapsTest {

    private static final String TABLE_WITH_ROWS =
            "CREATE TABLE visits (day INTEGER); INSERT INTO visits SELECT generate_series(1, 1000);";

    private final TestDatabase database;
    private final Migrator migrator;
    private final Look look;

    @TempDir
    Path directory;

    private ScriptFolder scripts;

    PostgresTrapsTest(@Unmigrated TestDatabase database) {
        this.database = database;
        this.look = new Look(database);
        this.migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password())
                .with(ScriptFolder.SET);
    }

    @BeforeEach
    void open() {
        scripts = new ScriptFolder(directory, database.engine());
    }

    @AfterEach
    void close() {
        scripts.close();
    }

    @Test
    void concurrentIndexCreationDoesNotHang() throws Exception {
        scripts.up("V1__table.sql", TABLE_WITH_ROWS)
                .up("V2__index.sql", "CREATE INDEX CONCURRENTLY visits_day ON visits (day);")
                .up("V3__after.sql", "CREATE TABLE after_it (id INTEGER);");
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Callable<Integer> migrate = () -> {
            Thread.currentThread().setContextClassLoader(loader);
            return migrator.migrate().applied().size();
        };

        List<Integer> applied = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(4, migrate))) {
                applied.add(answer.get());
            }
        }

        assertThat(applied).containsExactlyInAnyOrder(3, 0, 0, 0);
        migrator.validate();
    }

    @Test
    void halfBuiltIndexIsNamedAndTheNextMigrateRepeatsTheScript() {
        scripts.up("V1__table.sql", "CREATE TABLE visits (day INTEGER); INSERT INTO visits VALUES (1), (1);")
                .up("V2__index.sql", """
                        DROP INDEX CONCURRENTLY IF EXISTS one_a_day;
                        CREATE UNIQUE INDEX CONCURRENTLY one_a_day ON visits (day);
                        """);

        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith(
                        "V2__index.sql failed at line 2 and was not rolled back, as it runs outside a transaction"
                                + " (half-built indexes: one_a_day); the next migrate repeats it: ");
        assertThat(migrator.status().state()).isEqualTo(State.FAILED);
        assertThatThrownBy(migrator::requireCurrent)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageStartingWith("Migration V2__index.sql stopped halfway, outside a transaction; ");
        look.run("DELETE FROM visits WHERE ctid = (SELECT min(ctid) FROM visits)");

        assertThat(migrator.migrate().toVersion()).isEqualTo(2);
        migrator.validate();
    }

    @Test
    void halfBuiltIndexIsNotTakenForTheIndex() {
        scripts.up("V1__table.sql", "CREATE TABLE visits (day INTEGER); INSERT INTO visits VALUES (1), (1);");
        migrator.migrate();
        leaveAnInvalidIndex();
        scripts.up("V2__index.sql", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS one_a_day ON visits (day);");

        assertThatThrownBy(migrator::validate).isInstanceOf(SchemaMismatchException.class);
        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("V2__index.sql found the index one_a_day half built by an earlier attempt; ");

        assertThat(migrator.status().version()).isEqualTo(1);
    }

    /** Creates an invalid index, as a killed CREATE INDEX CONCURRENTLY does. */
    private void leaveAnInvalidIndex() {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE UNIQUE INDEX CONCURRENTLY one_a_day ON visits (day)");
        } catch (SQLException expected) {
            assertThat(expected.getSQLState()).isEqualTo("23505");
        }
    }

    @Test
    void killedInMidMigrationThenMigratesAgain() {
        scripts.up("V1__table.sql", TABLE_WITH_ROWS)
                .up(
                        "V2__slow.sql",
                        "CREATE TABLE slow (id INTEGER); SELECT pg_sleep(CASE WHEN (SELECT count(*) FROM visits) = 1000 THEN 60 ELSE 0 END);");
        Polling patience = new Polling(Duration.ofMinutes(1), Duration.ofMillis(20));

        try (ChildProcess child = MigratingProcess.start(database, directory)) {
            patience.until(this::isAsleep, "The child does not migrate.");
            child.kill();
        }
        look.run("DELETE FROM visits WHERE day = 1000");
        MigrationReport report = migrator.migrate();

        assertThat(report.fromVersion()).isEqualTo(1);
        assertThat(report.toVersion()).isEqualTo(2);
        assertThat(look.tables()).contains("slow");
    }

    private boolean isAsleep() {
        return !look.texts("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = 'aro-db migrate' AND wait_event = 'PgSleep'")
                .isEmpty();
    }

    @Test
    void scriptsRunWithTheSettingsOfTheMigrator() {
        scripts.up("V1__settings.sql", """
                CREATE TABLE settings AS SELECT current_setting('lock_timeout') || ' ' || current_setting('TimeZone')
                  || ' ' || current_setting('application_name') AS seen;
                """)
                .up("V2__nothing.sql", "SELECT 1;")
                .down("V2__nothing.sql", "INSERT INTO settings SELECT current_setting('lock_timeout');");

        migrator.migrate();
        migrator.rollback(1);

        assertThat(look.texts("SELECT seen FROM settings")).containsExactly("10s UTC aro-db migrate", "10s");
    }

    @Test
    void settingsOfABorrowedConnectionArePutBack() throws SQLException {
        scripts.up("V1__table.sql", TABLE_WITH_ROWS)
                .up("V2__index.sql", "CREATE INDEX CONCURRENTLY visits_day ON visits (day);");
        try (Connection connection = database.dataSource().getConnection()) {
            String before = settings(connection);

            Migrator.of(SingleConnection.of(connection)).with(ScriptFolder.SET).migrate();

            assertThat(settings(connection)).isEqualTo(before);
            assertThat(look.texts("SELECT pid FROM pg_locks WHERE locktype = 'advisory'"))
                    .isEmpty();
        }
    }

    private static String settings(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT string_agg(name || '=' || setting, ',' ORDER BY name) FROM pg_settings")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void worksInTheSchemaOfTheConnectionAndNowhereElse() {
        look.run("CREATE SCHEMA tenant");
        String separator = database.jdbcUrl().contains("?") ? "&" : "?";
        Migrator tenant = Migrator.of(
                database.jdbcUrl() + separator + "currentSchema=tenant,public", database.user(), database.password());

        tenant.migrate();
        tenant.validate();

        assertThat(look.texts("SELECT DISTINCT schemaname FROM pg_tables WHERE schemaname NOT IN"
                        + " ('pg_catalog', 'information_schema')"))
                .containsExactly("tenant");
        tenant.rollback(0);
        tenant.migrate();
    }

    @Test
    void anInstallationInAnotherSchemaOfTheSearchPathIsLeftAlone() {
        scripts.up("V1__table.sql", TABLE_WITH_ROWS)
                .up("V2__index.sql", """
                        DROP INDEX CONCURRENTLY IF EXISTS visits_day;
                        CREATE INDEX CONCURRENTLY visits_day ON visits (day);
                        """)
                .down("V2__index.sql", "DROP INDEX IF EXISTS visits_day;");
        migrator.migrate();
        look.run("CREATE SCHEMA app");
        String separator = database.jdbcUrl().contains("?") ? "&" : "?";
        Migrator app = Migrator.of(
                        database.jdbcUrl() + separator + "currentSchema=app,public",
                        database.user(),
                        database.password())
                .with(ScriptFolder.SET);
        String schemas = "SELECT schemaname FROM pg_indexes WHERE indexname = 'visits_day' ORDER BY schemaname";

        app.migrate();

        assertThat(look.texts(schemas)).containsExactly("app", "public");
        look.run("DROP INDEX app.visits_day");
        app.rollback(1);
        assertThat(look.texts(schemas)).containsExactly("public");
    }

    @Test
    void missingSchemaIsOneSentence() {
        String separator = database.jdbcUrl().contains("?") ? "&" : "?";
        Migrator nowhere = Migrator.of(
                database.jdbcUrl() + separator + "currentSchema=nowhere", database.user(), database.password());

        assertThatThrownBy(nowhere::migrate)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The search path of the connection names no schema that exists; ");
    }

    @Test
    void dollarQuotesInDownScriptsEndNoStatementEarly() {
        scripts.up("V1__table.sql", TABLE_WITH_ROWS).down("V1__table.sql", """
                        -- a comment; with a semicolon
                        DO $body$ BEGIN
                          CREATE TABLE kept (text VARCHAR(9)); INSERT INTO kept VALUES ('a;b');
                        END $body$;
                        DROP TABLE visits;
                        """);
        migrator.migrate();

        migrator.rollback(0);

        assertThat(look.texts("SELECT text FROM kept")).containsExactly("a;b");
    }
}
