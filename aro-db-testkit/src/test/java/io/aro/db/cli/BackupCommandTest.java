package io.aro.db.cli;

import static io.aro.db.testkit.builder.Builders.aCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BothEngines
class BackupCommandTest {

    private final AroDatabase db;
    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    BackupCommandTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    void copiesSqliteAndPointsToTheToolsOfPostgres() {
        aCustomer().insertMany(3, db);
        Path copy = folder.resolve("copy.db");

        Run run = Run.of("backup", database, "--to", copy.toString());

        if (database.engine().isPostgres()) {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("pg_dump").contains("pg_basebackup");
            assertThat(copy).doesNotExist();
        } else {
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("is complete and passed its check");
            try (AroDatabase copied = AroDatabase.sqlite(copy)) {
                assertThat(copied.customers().findHighRisk())
                        .isEqualTo(db.customers().findHighRisk());
            }
        }
    }

    @Test
    void leavesAFileThatIsThereAlone() throws IOException {
        Path there = Files.writeString(folder.resolve("there.db"), "kept");

        Run run = Run.of("backup", database, "--to", there.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("is there already; name another one");
        assertThat(there).hasContent("kept");
    }
}
