package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.SchemaStatus.State;
import io.aro.db.migration.internal.session.ConnectionSource;
import io.aro.db.migration.internal.session.MigrationSession;
import java.nio.file.Path;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContradictionTest {

    @TempDir
    Path directory;

    private SqliteProbe probe;
    private ScratchSet scratch;
    private Migrator migrator;

    @BeforeEach
    void migrateTwoVersions() {
        probe = new SqliteProbe(directory.resolve("aro.db"));
        scratch = new ScratchSet(directory.resolve("scripts"));
        migrator = Migrator.of(probe.url()).with(scratch.set());
        scratch.up("V1__first.sql", "CREATE TABLE first (id INTEGER);")
                .up("V3__third.sql", "CREATE TABLE third (id INTEGER);");
        migrator.migrate();
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    @Test
    void olderLibraryOnNewerSchemaRefuses() {
        scratch.without("V3__third.sql");

        assertThat(migrator.status().state()).isEqualTo(State.NEWER);
        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage("The schema (scratch_history) is at version 3 and this library knows it up to version 1;"
                        + " upgrade the library.");
        assertThatThrownBy(migrator::requireCurrent).isInstanceOf(SchemaMismatchException.class);
    }

    @Test
    void editedMigrationIsRefused() {
        scratch.up("V1__first.sql", "CREATE TABLE first (id INTEGER, name TEXT);");

        assertThat(migrator.status().state()).isEqualTo(State.DIVERGED);
        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(
                        "V1__first.sql was edited after it was applied; put its old text back and make the change in"
                                + " a new migration.");
        assertThatThrownBy(migrator::requireCurrent).hasMessageContaining("V1__first.sql");
    }

    @Test
    void lineEndingsAreNoEdit() {
        scratch.up("V1__first.sql", "CREATE TABLE first (id INTEGER);\r\n");

        migrator.requireCurrent();
    }

    @Test
    void removedMigrationIsRefused() {
        scratch.without("V1__first.sql");

        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage("V1__first.sql was applied and is no longer among the scripts; put it back.");
    }

    @Test
    void migrationAddedTooLateIsRefused() {
        scratch.up("V2__second.sql", "CREATE TABLE second (id INTEGER);");

        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage("V2__second.sql was added after version 3 had been applied; give it a higher version.");
        assertThat(probe.tables()).doesNotContain("second");
    }

    @Test
    void olderSchemaSaysToMigrate() {
        scratch.up("V4__fourth.sql", "CREATE TABLE fourth (id INTEGER);");

        assertThatThrownBy(migrator::requireCurrent)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage("The schema (scratch_history) is at version 3 and this library needs version 4; call"
                        + " Migrator.migrate().");
    }

    @Test
    void misnamedScriptIsRefused() {
        scratch.up("V4_fourth.sql", "CREATE TABLE fourth (id INTEGER);");

        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("V4_fourth.sql");
    }

    @Test
    void fractionalVersionIsRefused() {
        scratch.up("V3.1__more.sql", "CREATE TABLE more (id INTEGER);");

        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("must be a whole number");
    }

    @Test
    void cleanIsImpossible() {
        try (MigrationSession session =
                ConnectionSource.of(probe.url(), null, null).open()) {
            FlywayRunner scripts = new FlywayRunner(session, scratch.set());

            assertThatThrownBy(() -> scripts.flyway().load().clean())
                    .isInstanceOf(FlywayException.class)
                    .hasMessageContaining("disabled");
        }

        assertThat(probe.tables()).contains("first", "third");
    }
}
