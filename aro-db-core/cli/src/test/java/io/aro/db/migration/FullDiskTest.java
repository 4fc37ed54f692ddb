package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.cli.AroDbCommand;
import io.aro.db.error.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations on a full disk. */
@Execution(ExecutionMode.CONCURRENT)
class FullDiskTest {

    @TempDir
    Path directory;

    /** The page limit fills the file in the history table, in the first script, or in a later script. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 40, 70, 90})
    void isOneTypedSentenceAndTheNextMigrationGoesOn(int pages) {
        String url = "jdbc:sqlite:" + directory.resolve("aro.db");

        assertThatThrownBy(() -> Migrator.of(url + "?max_page_count=" + pages).migrate())
                .isInstanceOf(UnavailableException.class)
                .hasMessageEndingWith("The disk of the database file is full; free some space there.")
                .hasMessageNotContaining("\n");

        Migrator.of(url).migrate();
        Migrator.of(url).validate();
    }

    @Test
    void rollbackIsOneTypedSentenceToo() {
        String url = "jdbc:sqlite:" + directory.resolve("aro.db");
        try (ScratchSet scratch = new ScratchSet(directory.resolve("scripts"))) {
            scratch.up("V1__a.sql", "CREATE TABLE a (id INTEGER);")
                    .down("V1__a.sql", "CREATE TABLE b (text TEXT); INSERT INTO b VALUES (hex(zeroblob(1000000)));");
            Migrator.of(url).with(scratch.set()).migrate();

            assertThatThrownBy(() -> Migrator.of(url + "?max_page_count=10")
                            .with(scratch.set())
                            .rollback(0))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessage("db/scratch/rollback/sqlite/V1__a.sql failed and was rolled back; the schema stays at"
                            + " version 1: The disk of the database file is full; free some space there.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"16k", "64k", "600k"})
    void isOneLineOfTheCommandLine(String size) throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));

        try (ChildJvm child = ChildJvm.startWith(
                Confined.withDisk(disk, "size=" + size),
                AroDbCommand.class,
                "migrate",
                "--url",
                "jdbc:sqlite:" + disk.resolve("aro.db"))) {
            assertThat(child.readAll().lines().filter(line -> !line.startsWith("applied ")))
                    .singleElement()
                    .asString()
                    .contains("disk");
            assertThat(child.waitFor()).isEqualTo(1);
        }
    }
}
