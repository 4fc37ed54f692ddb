package io.aro.db.testkit.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.error.MigrationException;
import io.aro.db.error.UnavailableException;
import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.DatabaseSpec;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.GivenSettings;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.TestDatabases;
import io.aro.db.testkit.internal.run.SchemaKey;
import io.aro.db.testkit.internal.run.Settings;
import io.aro.db.testkit.process.ChildProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server used by several runs, in sequence and concurrently, each with separate databases. */
@BothEngines(Engine.POSTGRES_18)
public class SharedServerTest {

    private static final MigrationSet NOTEBOOK = new MigrationSet("db/notebook", "notebook_schema_history");
    private static final MigrationSet BROKEN = new MigrationSet("db/broken", "broken_schema_history");

    private final TestDatabase database;
    private final PostgresServer server;
    private final String template;

    SharedServerTest(TestDatabase database) {
        this.database = database;
        this.server = PostgresServer.at(
                PostgresAddress.parse(database.jdbcUrl()).as(database.user(), database.password()),
                ServerLifecycle.FOREIGN);
        this.template = PostgresTemplate.PREFIX
                + SchemaKey.postgresql(List.of(NOTEBOOK)).text();
    }

    @Test
    void keepsATemplateForLaterRuns() throws SQLException {
        migratedInARunOfItsOwn();
        List<String> first = oids(template);

        migratedInARunOfItsOwn();

        assertThat(oids(template)).isEqualTo(first).hasSize(1);
    }

    @Test
    void makesATemplateAnewThatAKilledRunHasLeftHalfMade() throws SQLException {
        migratedInARunOfItsOwn();
        server.dropTemplate(template);
        server.createDatabase(template);

        migratedInARunOfItsOwn();

        assertThat(server.texts("SELECT datistemplate FROM pg_database WHERE datname = '" + template + "'"))
                .containsExactly("t");
    }

    @Test
    void hasNoDatabasesOfARunThatHasEnded() throws SQLException {
        String name = migratedInARunOfItsOwn();

        assertThat(oids(name)).isEmpty();
    }

    @Test
    void losesTheDatabasesOfAKilledRunWhenTheNextOneComes() throws SQLException {
        String abandoned;
        try (ChildProcess run =
                ChildProcess.of(SharedServerRun.class).on(database).start()) {
            abandoned = run.nextLine();
            migratedInARunOfItsOwn();
            assertThat(oids(abandoned)).as("while the run is alive").hasSize(1);
            run.kill();
        }
        awaitEndOfSessions(abandoned);

        migratedInARunOfItsOwn();

        assertThat(oids(abandoned)).isEmpty();
    }

    @Test
    void keepsTheDatabaseOfAFailedTestForADay() throws SQLException {
        String kept;
        try (TestDatabases run = GivenSettings.databases(settings())) {
            TestDatabase failed = run.migrated(Engine.POSTGRES_18);
            kept = PostgresAddress.parse(failed.jdbcUrl()).database();
            assertThat(failed.keep()).startsWith("psql postgresql://").endsWith(kept);
        }

        migratedInARunOfItsOwn();
        assertThat(oids(kept)).hasSize(1);
        server.comment(kept, PostgresRun.KEPT + "2026-01-01T00:00:00Z");
        migratedInARunOfItsOwn();

        assertThat(oids(kept)).isEmpty();
    }

    @Test
    void losesATemplateThatNoRunHasUsedForAWeek() throws SQLException {
        migratedInARunOfItsOwn();
        server.comment(template, PostgresTemplate.USED + "2026-01-01T00:00:00Z");

        try (TestDatabases run = GivenSettings.databases(settings())) {
            run.migrated(Engine.POSTGRES_18);
        }

        assertThat(oids(template)).isEmpty();
    }

    @Test
    void saysWhoIsConnectedToATemplate() throws SQLException {
        PostgresAddress used = server.createDatabase("aro_template_in_use");
        try (Connection connection = used.connect()) {
            connection.setClientInfo("ApplicationName", "somebody's console");

            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> server.cloneDatabase("aro_template_in_use", "aro_clone"))
                    .withMessageMatching("The template aro_template_in_use cannot be copied with open sessions: process"
                            + " \\d+ \\(somebody's console\\); end them, and connect to a database of a test"
                            + " instead\\.");
        } finally {
            server.dropDatabase("aro_template_in_use");
        }
    }

    @Test
    void saysWhichMigrationFailsEachTimeAndLeavesNothing() throws SQLException {
        String broken =
                PostgresTemplate.PREFIX + SchemaKey.postgresql(List.of(BROKEN)).text();
        try (TestDatabases run = GivenSettings.databases(settings())) {
            DatabaseSpec spec = DatabaseSpec.of(Engine.POSTGRES_18).with(BROKEN);
            for (int test = 0; test < 2; test++) {
                assertThatExceptionOfType(MigrationException.class)
                        .isThrownBy(() -> run.create(spec))
                        .withMessageContaining("V001__broken.sql");
            }
        }

        assertThat(oids(broken)).isEmpty();
    }

    /** Returns the name of a database used by a run that has ended. */
    private String migratedInARunOfItsOwn() {
        try (TestDatabases run = GivenSettings.databases(settings());
                TestDatabase migrated =
                        run.create(DatabaseSpec.of(Engine.POSTGRES_18).with(NOTEBOOK))) {
            return PostgresAddress.parse(migrated.jdbcUrl()).database();
        }
    }

    private Settings settings() {
        return GivenSettings.of(
                Map.of("aro.test.postgres.url.18", database.jdbcUrl() + "?user=" + database.user()), Map.of());
    }

    private List<String> oids(String name) throws SQLException {
        return server.texts("SELECT oid::text FROM pg_database WHERE datname = '" + name + "'");
    }

    /** Waits until the server notices the end of a killed process. */
    private void awaitEndOfSessions(String name) throws SQLException {
        String run = name.substring(PostgresRun.PREFIX.length()).split("_", 2)[0];
        String sessions = "SELECT pid::text FROM pg_stat_activity WHERE application_name LIKE '%" + run + "'";
        while (!server.texts(sessions).isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
