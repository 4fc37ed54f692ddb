package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.SchemaStatus.Migration;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import io.aro.db.testkit.schema.SchemaSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

/** Goes up, down and up again at every version of aro-db, with a row in every table. */
class UpDownUpTest {

    @TempDir
    Path directory;

    @BothEngines
    void upDownUpWithRowsInEveryTable(@Unmigrated TestDatabase database) {
        Look look = new Look(database);
        Migrator whole = Migrator.of(database.jdbcUrl(), database.user(), database.password());
        List<Migration> migrations = whole.status().migrations();
        try (ScriptFolder scripts = new ScriptFolder(directory, database.engine())) {
            Migrator migrator = whole.with(ScriptFolder.SET);
            for (Migration migration : migrations) {
                List<String> tablesBefore = look.tables();
                SchemaSnapshot before = schema(database);
                Map<String, String> rowsBefore = rows(look, tablesBefore);

                scripts.copy(migration.script());
                migrator.migrate();
                fillWhatIsEmpty(look);
                SchemaSnapshot after = schema(database);
                migrator.rollback(migration.version() - 1);

                assertThat(schema(database)).isEqualTo(before);
                assertThat(rows(look, tablesBefore)).isEqualTo(rowsBefore);
                migrator.migrate();
                assertThat(schema(database)).isEqualTo(after);
                fillWhatIsEmpty(look);
                migrator.validate();
            }
        }
    }

    private static void fillWhatIsEmpty(Look look) {
        List<String> empty = look.tables().stream()
                .filter(table -> !table.equals(ScriptFolder.SET.historyTable()))
                .filter(table -> look.text("SELECT count(*) FROM " + table).equals("0"))
                .toList();
        look.run(SampleRows.forTables(empty));
        assertThat(empty)
                .as("a table without a sample row; add one to SampleRows")
                .allMatch(table -> !look.text("SELECT count(*) FROM " + table).equals("0"));
    }

    private static Map<String, String> rows(Look look, List<String> tables) {
        return tables.stream()
                .filter(table -> !table.equals(ScriptFolder.SET.historyTable()))
                .collect(Collectors.toMap(Function.identity(), table -> look.text("SELECT count(*) FROM " + table)));
    }

    private static SchemaSnapshot schema(TestDatabase database) {
        return SchemaSnapshot.of(database.dataSource()).without(ScriptFolder.SET.historyTable());
    }
}
