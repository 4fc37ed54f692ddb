package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.MigrationException;
import io.aro.db.migration.MigrationEvent.Outcome;
import io.aro.db.migration.RollbackPlan.Fate;
import io.aro.db.migration.RollbackPlan.Loss;
import io.aro.db.migration.RollbackPlan.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {

    @TempDir
    Path directory;

    private SqliteProbe probe;
    private ScratchSet scratch;
    private Migrator migrator;

    @BeforeEach
    void migrateThreeVersions() {
        probe = new SqliteProbe(directory.resolve("aro.db"));
        scratch = new ScratchSet(directory.resolve("scripts"));
        migrator = Migrator.of(probe.url()).with(scratch.set());
        scratch.up("V1__notes.sql", "CREATE TABLE notes (id INTEGER PRIMARY KEY); INSERT INTO notes VALUES (1), (2);")
                .up(
                        "V2__title.sql",
                        "ALTER TABLE notes ADD COLUMN title TEXT; UPDATE notes SET title = 'x' WHERE id = 1;")
                .up("V3__tags.sql", "CREATE TABLE tags (name TEXT); INSERT INTO tags VALUES ('a'), ('b'), ('c');")
                .down("V1__notes.sql", "DROP TABLE notes;")
                .down(
                        "V2__title.sql",
                        "-- Loses:   the titles;\n--          all of them.\nALTER TABLE notes DROP COLUMN title;")
                .down("V3__tags.sql", "-- DROP TABLE notes; says a comment\nDROP TABLE IF EXISTS tags;");
        migrator.migrate();
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    @Test
    void planTellsScriptsAndLossesAndChangesNothing() {
        List<String> before = probe.schema();

        RollbackPlan plan = migrator.planRollback(0);

        assertThat(plan.fromVersion()).isEqualTo(3);
        assertThat(plan.toVersion()).isZero();
        assertThat(plan.steps()).extracting(Step::version).containsExactly(3, 2, 1);
        assertThat(plan.steps())
                .flatExtracting(Step::losses)
                .containsExactly(
                        new Loss("tags", 3, Fate.LOST),
                        new Loss("notes.title", 1, Fate.LOST),
                        new Loss("notes", 2, Fate.LOST));
        assertThat(plan.steps()).extracting(Step::warning).containsExactly("", "the titles; all of them.", "");
        assertThat(probe.schema()).isEqualTo(before);
        migrator.requireCurrent();
    }

    @Test
    void planNamesTheColumnsThatARebuiltTableLeavesOut() {
        scratch.down("V2__title.sql", """
                CREATE TABLE new_notes (id INTEGER PRIMARY KEY);
                INSERT INTO new_notes (id) SELECT id FROM notes;
                DROP TABLE notes;
                ALTER TABLE new_notes RENAME TO notes;
                """);

        RollbackPlan plan = migrator.planRollback(1);

        assertThat(plan.steps())
                .flatExtracting(Step::losses)
                .containsExactly(new Loss("tags", 3, Fate.LOST), new Loss("notes.title", 1, Fate.LOST));
    }

    @Test
    void planNamesATableThatIsMadeAnewWithoutItsRows() {
        scratch.down("V2__title.sql", "DROP TABLE notes; CREATE TABLE notes (id INTEGER PRIMARY KEY);");

        assertThat(migrator.planRollback(1).steps())
                .flatExtracting(Step::losses)
                .contains(new Loss("notes", 2, Fate.LOST));
    }

    @Test
    void headerTellsWhatComesBackAndWhatChanges() {
        scratch.down("V3__tags.sql", """
                -- Restores: tags from notes
                -- Changes: notes.title
                DROP TABLE tags;
                """);

        assertThat(migrator.planRollback(2).steps())
                .flatExtracting(Step::losses)
                .containsExactly(new Loss("tags", 3, Fate.RESTORED), new Loss("notes.title", 1, Fate.CHANGED));
        assertThat(migrator.planRollback(0).steps().getFirst().losses())
                .as("what comes from a table that goes, too")
                .contains(new Loss("tags", 3, Fate.LOST));
    }

    @Test
    void undoesNewestFirstDownToTheTarget() {
        List<MigrationEvent> heard = new ArrayList<>();

        RollbackReport report = migrator.with(heard::add).rollback(1);

        assertThat(heard).extracting(MigrationEvent::version).containsExactly(3, 2);
        assertThat(heard).extracting(MigrationEvent::outcome).containsOnly(Outcome.ROLLED_BACK);
        assertThat(report.undone()).isEqualTo(heard);
        assertThat(report.droppedTables()).containsExactly("tags");
        assertThat(migrator.status().version()).isEqualTo(1);
        assertThat(probe.text("SELECT count(*) FROM notes")).isEqualTo("2");
    }

    @Test
    void migratesAgainAfterRollback() {
        List<String> before = probe.schema();

        migrator.rollback(0);
        MigrationReport report = migrator.migrate();

        assertThat(report.applied()).hasSize(3);
        assertThat(probe.schema()).isEqualTo(before);
    }

    @Test
    void changesNothingAtTheTarget() {
        assertThat(migrator.planRollback(3).steps()).isEmpty();
        assertThat(migrator.rollback(3).undone()).isEmpty();
    }

    @Test
    void refusesVersionsThatTheSchemaHasNotReached() {
        assertThatThrownBy(() -> migrator.rollback(4))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "The schema is at version 3 and cannot be rolled back to version 4; name a version from 0 to"
                                + " 3.");
        assertThatThrownBy(() -> migrator.planRollback(-1)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void missingDownScriptStopsItBeforeItBegins() {
        scratch.up("V4__last.sql", "CREATE TABLE last (id INTEGER);");
        migrator.migrate();
        scratch.up("V5__really_last.sql", "CREATE TABLE really_last (id INTEGER);")
                .down("V5__really_last.sql", "DROP TABLE really_last;");
        migrator.migrate();

        assertThatThrownBy(() -> migrator.rollback(1))
                .isInstanceOf(MigrationException.class)
                .hasMessage("V4__last.sql cannot be undone without db/scratch/rollback/sqlite/V4__last.sql;"
                        + " write the script or restore a backup.");

        assertThat(probe.tables()).contains("really_last");
        migrator.requireCurrent();
    }

    @Test
    void irreversibleMigrationIsRefusedWithItsReason() {
        scratch.down("V2__title.sql", "-- irreversible: the titles were merged into the notes.\n");

        assertThatThrownBy(() -> migrator.rollback(1))
                .isInstanceOf(MigrationException.class)
                .hasMessage("V2__title.sql cannot be undone: the titles were merged into the notes.");

        migrator.requireCurrent();
        assertThat(migrator.rollback(2).toVersion()).isEqualTo(2);
    }

    @Test
    void failingDownScriptIsRolledBackAlone() {
        scratch.down("V2__title.sql", "CREATE TABLE half (id INTEGER); DROP TABLE nowhere;");

        assertThatThrownBy(() -> migrator.rollback(0))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith(
                        "db/scratch/rollback/sqlite/V2__title.sql failed and was rolled back; the schema"
                                + " stays at version 2: ")
                .hasMessageContaining("nowhere");

        assertThat(migrator.status().version()).isEqualTo(2);
        assertThat(probe.tables()).contains("notes").doesNotContain("half", "tags");
    }

    @Test
    void downScriptThatOrphansRowsIsRolledBack() {
        probe.run(
                "CREATE TABLE remarks (note_id INTEGER REFERENCES notes (id) ON DELETE CASCADE)",
                "INSERT INTO remarks VALUES (1)");
        scratch.down("V3__tags.sql", "DROP TABLE tags; DELETE FROM notes;");

        assertThatThrownBy(() -> migrator.rollback(2))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("remarks");

        assertThat(probe.text("SELECT count(*) FROM remarks")).isEqualTo("1");
        assertThat(probe.text("SELECT count(*) FROM notes")).isEqualTo("2");
        migrator.requireCurrent();
    }

    @Test
    void newerLibraryMustUndoItsOwnMigrations() {
        scratch.without("V3__tags.sql");

        assertThatThrownBy(() -> migrator.rollback(2))
                .isInstanceOf(MigrationException.class)
                .hasMessage(
                        "V3__tags.sql was applied by a newer version of the library; roll it back with that version.");
    }

    @Test
    void semicolonsAndTriggersInDownScriptsEndNoStatementEarly() {
        scratch.down("V3__tags.sql", """
                -- a comment; with a semicolon
                CREATE TABLE kept (text TEXT CHECK (text <> ';'));
                CREATE TRIGGER copy AFTER INSERT ON notes BEGIN
                  INSERT INTO kept VALUES ('a;b');
                  INSERT INTO kept VALUES ('c;d');
                END;
                INSERT INTO notes (id) VALUES (3);
                DROP TABLE tags;
                """);

        migrator.rollback(2);

        assertThat(probe.texts("SELECT text FROM kept")).containsExactly("a;b", "c;d");
    }
}
