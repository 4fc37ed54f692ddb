package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.aro.db.error.MigrationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.RollbackPlan.Fate;
import io.aro.db.migration.RollbackPlan.Loss;
import io.aro.db.migration.RollbackPlan.Step;
import io.aro.db.migration.SchemaStatus.State;
import io.aro.db.migration.internal.session.ConnectionSource;
import io.aro.db.migration.internal.session.MigrationSession;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migration, status, rollback and refusals on each engine. */
@BothEngines
class MigratorOnEveryEngineTest {

    private final TestDatabase database;
    private final Migrator migrator;
    private final Look look;

    @TempDir
    Path directory;

    private ScriptFolder scripts;

    MigratorOnEveryEngineTest(@Unmigrated TestDatabase database) {
        this.database = database;
        this.look = new Look(database);
        this.migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());
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
    void migratesOnceAndThenFindsNothingToDo() {
        assertThat(migrator.status().state()).isEqualTo(State.UNMIGRATED);
        assertThatThrownBy(migrator::requireCurrent)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("aro-db migrate");

        MigrationReport first = migrator.migrate();
        MigrationReport second = migrator.migrate();

        assertThat(first.applied()).hasSize(first.toVersion());
        assertThat(second.applied()).isEmpty();
        migrator.validate();
    }

    @Test
    void statusTellsWhenInUniversalTime() {
        migrator.migrate();

        assertThat(migrator.status().migrations())
                .allSatisfy(migration -> assertThat(migration.appliedAt())
                        .hasValueSatisfying(
                                at -> assertThat(at).isCloseTo(Instant.now(), within(10, ChronoUnit.MINUTES))));
    }

    @Test
    void hostApplicationWithItsOwnHistoryWorksInEitherOrder() {
        hostApplicationComes(true);
        migrator.rollback(0);
        look.run("DROP TABLE host_orders");
        look.run("DROP TABLE flyway_schema_history");
        hostApplicationComes(false);
    }

    private void hostApplicationComes(boolean first) {
        scripts.up("V1__host.sql", "CREATE TABLE host_orders (id INTEGER);");
        Flyway host = Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:" + ScriptFolder.SET.root())
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
        if (first) {
            host.migrate();
        }
        migrator.migrate();
        if (!first) {
            host.migrate();
        }

        assertThat(look.texts("SELECT version FROM flyway_schema_history WHERE type = 'SQL'"))
                .containsExactly("1");
        host.validate();
        migrator.validate();
        assertThat(look.tables()).contains("host_orders", "customers");
    }

    @Test
    void olderLibraryOnNewerSchemaRefuses() {
        scripts.up("V1__a.sql", "CREATE TABLE a (id INTEGER);").up("V2__b.sql", "CREATE TABLE b (id INTEGER);");
        Migrator older = migrator.with(ScriptFolder.SET);
        older.migrate();
        scripts.without("V2__b.sql");

        assertThatThrownBy(older::migrate)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageEndingWith(
                        "is at version 2 and this library knows it up to version 1; upgrade the library.");
        assertThatThrownBy(older::requireCurrent).isInstanceOf(SchemaMismatchException.class);
    }

    @Test
    void editedMigrationIsRefused() {
        scripts.up("V1__a.sql", "CREATE TABLE a (id INTEGER);");
        migrator.with(ScriptFolder.SET).migrate();
        scripts.up("V1__a.sql", "CREATE TABLE a (id INTEGER, name TEXT);");

        assertThatThrownBy(() -> migrator.with(ScriptFolder.SET).migrate())
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageStartingWith("V1__a.sql was edited after it was applied");
    }

    @Test
    void failingScriptLeavesNothingBehind() {
        scripts.up("V1__broken.sql", "CREATE TABLE half (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n");

        assertThatThrownBy(() -> migrator.with(ScriptFolder.SET).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("V1__broken.sql failed at line 2 and was rolled back: ")
                .hasMessageContaining("nowhere");

        assertThat(look.tables()).doesNotContain("half");
    }

    @Test
    void failureQuotesNoValueOfARow() {
        scripts.up("V1__duplicate.sql", """
                CREATE TABLE customers (phone VARCHAR(20));
                INSERT INTO customers VALUES ('+15551234567'), ('+15551234567');
                CREATE UNIQUE INDEX one_phone ON customers (phone);
                """);

        assertThatThrownBy(() -> migrator.with(ScriptFolder.SET).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageNotContaining("5551234567")
                .hasStackTraceContaining("V1__duplicate.sql")
                .satisfies(failure -> {
                    for (Throwable at = failure; at != null; at = at.getCause()) {
                        if (at instanceof SQLException) {
                            assertThat(at).hasMessageNotContaining("5551234567");
                        }
                    }
                });
    }

    @Test
    void planTellsLossesAndRollbackDoesWhatItSays() {
        migrator.migrate();
        look.run(SampleRows.forTables(look.tables()));

        RollbackPlan plan = migrator.planRollback(0);
        RollbackReport report = migrator.rollback(0);

        assertThat(plan.steps())
                .flatExtracting(Step::losses)
                .contains(new Loss("customers", 1, Fate.LOST), new Loss("events", 1, Fate.LOST));
        assertThat(report.droppedTables())
                .containsAll(plan.steps().stream()
                        .flatMap(step -> step.losses().stream())
                        .map(Loss::name)
                        .filter(name -> !isColumn(name))
                        .toList());
        assertThat(look.tables()).containsExactly("aro_schema_history");
        assertThat(migrator.migrate().fromVersion()).isZero();
    }

    private static boolean isColumn(String name) {
        return name.contains(".");
    }

    @Test
    void failingDownScriptIsRolledBackAlone() {
        scripts.up("V1__a.sql", "CREATE TABLE a (id INTEGER);")
                .up("V2__b.sql", "CREATE TABLE b (id INTEGER);")
                .down("V2__b.sql", "DROP TABLE a; DROP TABLE nowhere;");
        Migrator written = migrator.with(ScriptFolder.SET);
        written.migrate();

        assertThatThrownBy(() -> written.rollback(1))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("V2__b.sql failed and was rolled back; the schema stays at version 2: ");

        assertThat(look.tables()).contains("a", "b");
        written.requireCurrent();
    }

    @Test
    void cleanIsImpossible() {
        migrator.migrate();
        try (MigrationSession session = ConnectionSource.of(database.jdbcUrl(), database.user(), database.password())
                .open()) {
            FlywayRunner clean = new FlywayRunner(session, MigrationSet.aro());

            assertThatThrownBy(() -> clean.flyway().load().clean())
                    .isInstanceOf(FlywayException.class)
                    .hasMessageContaining("disabled");
        }
        migrator.validate();
    }
}
