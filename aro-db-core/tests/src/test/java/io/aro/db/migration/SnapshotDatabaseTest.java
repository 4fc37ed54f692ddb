package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.SchemaStatus.State;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of snapshots from before the first release, and databases with a partly known history. */
@BothEngines
class SnapshotDatabaseTest {

    private static final String FIRST =
            MigrationSet.aro().sqliteScripts().getFirst().name();
    private static final String OF_A_SNAPSHOT =
            "The database was created by a snapshot older than the first release of aro-db and was left unchanged; create a new"
                    + " database and copy the data as described in docs/migrations.md.";

    private final TestDatabase database;
    private final Migrator migrator;
    private final Look look;

    @TempDir
    private Path folder = Path.of("");

    SnapshotDatabaseTest(@Unmigrated TestDatabase database) {
        this.database = database;
        this.migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());
        this.look = new Look(database);
    }

    /**
     * Migrates by a number of snapshot scripts; the first has the name, but not the text, of this library's first
     * script.
     */
    private void migrateBySnapshot(int versions) {
        try (ScriptFolder snapshot = new ScriptFolder(MigrationSet.aro(), folder, database.engine())) {
            snapshot.up(FIRST, "CREATE TABLE customers (phone varchar(20));");
            for (int version = 2; version <= versions; version++) {
                snapshot.up(
                        String.format(Locale.ROOT, "V%03d__step.sql", version),
                        String.format(Locale.ROOT, "CREATE TABLE step%s (id integer);", version));
            }
            migrator.with(snapshot.set()).migrate();
        }
    }

    @Test
    void refusesASnapshotOfMoreVersions() {
        migrateBySnapshot(LaterLibrary.OURS + 10);

        assertThatItIsRefused(OF_A_SNAPSHOT);
    }

    @Test
    void refusesASnapshotOfFewerVersions() {
        migrateBySnapshot(3);

        assertThatItIsRefused(OF_A_SNAPSHOT);
    }

    @Test
    void refusesAHistoryThatItKnowsInPart() {
        migrator.migrate();
        look.run("UPDATE aro_schema_history SET checksum = checksum + 1 WHERE installed_rank = 3");

        assertThatItIsRefused(notOurs(2));
    }

    @Test
    void refusesAHistoryWithAGapBelowTheVersionsOfANewerLibrary() {
        try (ScriptFolder release = LaterLibrary.adding(folder, database.engine())) {
            migrator.with(release.set()).migrate();
        }
        look.run("DELETE FROM aro_schema_history WHERE installed_rank = 3");

        assertThatItIsRefused(notOurs(2));
    }

    private static String notOurs(int index) {
        return String.format(
                Locale.ROOT,
                "The history of the database (aro_schema_history) does not match this library at %s; restore a backup, or the original jar of the library.",
                MigrationSet.aro().sqliteScripts().get(index).name());
    }

    private void assertThatItIsRefused(String sentence) {
        List<String> tables = look.tables();
        List<String> history = history();

        assertThat(migrator.status().state()).isEqualTo(State.DIVERGED);
        assertThat(migrator.status().summary()).isEqualTo(sentence);
        assertThatThrownBy(database::open)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(sentence);
        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(sentence);
        assertThatThrownBy(migrator::validate).hasMessage(sentence);
        assertThatThrownBy(() -> migrator.planRollback(0))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(sentence);
        assertThatThrownBy(() -> migrator.rollback(0))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(sentence);
        assertThat(look.tables()).isEqualTo(tables);
        assertThat(history()).isEqualTo(history);
    }

    private List<String> history() {
        return look.texts(
                "SELECT script || ' ' || coalesce(checksum, 0) FROM aro_schema_history ORDER BY installed_rank");
    }
}
