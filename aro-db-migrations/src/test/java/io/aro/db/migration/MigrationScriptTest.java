package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.aro.db.error.ConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationScriptTest {

    @TempDir
    Path directory;

    @Test
    void readsTheScriptsOfTheLibraryForBothEngines() {
        assertThat(MigrationSet.aro().sqliteScripts())
                .isNotEmpty()
                .allSatisfy(script -> assertThat(script.down()).isNotBlank())
                .extracting(MigrationScript::name)
                .containsExactlyElementsOf(MigrationSet.aro().postgresqlScripts().stream()
                        .map(MigrationScript::name)
                        .toList());
    }

    @Test
    void readsBothWaysAndTellsAMissingWayBack() {
        try (ScratchSet scratch = new ScratchSet(directory)) {
            scratch.up("V2__second.sql", "CREATE TABLE second (id INTEGER);")
                    .up("V001__first.sql", "CREATE TABLE first (id INTEGER);")
                    .down("V001__first.sql", "DROP TABLE first;");

            assertThat(scratch.set().sqliteScripts())
                    .extracting(MigrationScript::version, MigrationScript::up, MigrationScript::down)
                    .containsExactly(
                            tuple(1, "CREATE TABLE first (id INTEGER);", "DROP TABLE first;"),
                            tuple(2, "CREATE TABLE second (id INTEGER);", null));
        }
    }

    @Test
    void refusesAFolderThatIsMissingOrHoldsSomethingElse() {
        try (ScratchSet scratch = new ScratchSet(directory)) {
            scratch.up("notes.txt", "not a script");

            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(scratch.set()::sqliteScripts)
                    .withMessageContaining("db/scratch/sqlite must exist once and hold only scripts");
            assertThatExceptionOfType(ConfigurationException.class).isThrownBy(scratch.set()::postgresqlScripts);
        }
    }
}
