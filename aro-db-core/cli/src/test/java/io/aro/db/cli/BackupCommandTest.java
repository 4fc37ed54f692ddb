package io.aro.db.cli;

import static io.aro.db.testkit.builder.Builders.aCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.crypto.Keysets;
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
        assertThat(run.err()).contains("already exists; name another file");
        assertThat(there).hasContent("kept");
    }

    @Test
    void sealsTheCopyAndOpensIt() {
        Path keyset = folder.resolve("keyset.json");
        Keysets.createForFiles(keyset);
        aCustomer().insertMany(3, db);
        Path sealed = folder.resolve("copy.sealed");
        Path opened = folder.resolve("opened.db");

        Run backup = Run.of("backup", database, "--to", sealed.toString(), "--keyset", keyset.toString());
        Run open = Run.of(
                "open-backup",
                "--url",
                "jdbc:sqlite:" + opened,
                "--from",
                sealed.toString(),
                "--keyset",
                keyset.toString());

        if (database.engine().isPostgres()) {
            assertThat(backup.err()).contains("pg_dump");
            assertThat(open.err()).contains("cannot be read; check the path");
            assertThat(folder).isDirectoryNotContaining("glob:**copy*");
        } else {
            assertThat(backup.code()).as(backup.err()).isZero();
            assertThat(open.code()).as(open.err()).isZero();
            assertThat(open.out()).contains("The backup is opened as database ");
            try (AroDatabase copied = AroDatabase.sqlite(opened)) {
                assertThat(copied.customers().findHighRisk())
                        .isEqualTo(db.customers().findHighRisk());
            }
        }
    }
}
