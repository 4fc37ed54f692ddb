package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.cli.AroDbCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Unusable folders for the native library of SQLite's driver. */
@Execution(ExecutionMode.CONCURRENT)
class TemporaryFolderTest {

    @TempDir
    Path directory;

    private Path folder;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(directory.resolve("tmp"));
        file = directory.resolve("aro.db");
    }

    @AfterEach
    void allowCleaningUp() throws IOException {
        permit("rwxr-xr-x");
    }

    private void permit(String rights) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
    }

    private void assertSays(String obstacle, List<String> prefix, String option, String command) {
        try (ChildJvm child = ChildJvm.startWith(
                prefix, List.of(option), AroDbCommand.class, command, "--url", "jdbc:sqlite:" + file)) {
            assertThat(child.readAll().lines().filter(line -> !line.startsWith("WARNING: java.io.tmpdir")))
                    .containsExactly(String.format(
                            Locale.ROOT,
                            "SQLite's driver unpacks its library into %s, or name another folder by -Dorg.sqlite.tmpdir=<folder>.",
                            obstacle));
            assertThat(child.waitFor()).isEqualTo(1);
        }
        assertThat(directory).isDirectoryNotContaining("glob:**.lock");
    }

    private String option(Path temporary) {
        return "-Djava.io.tmpdir=" + temporary;
    }

    @Test
    void folderThatIsNotThereIsNamed() {
        Path gone = folder.resolve("gone");

        assertSays(gone + ", which is not a folder; create it", List.of(), option(gone), "migrate");
    }

    @Test
    void folderOfTheDriverAloneIsNamed() throws IOException {
        Path gone = folder.resolve("gone");
        Files.createFile(file);

        assertSays(gone + ", which is not a folder; create it", List.of(), "-Dorg.sqlite.tmpdir=" + gone, "status");
    }

    @Test
    void folderThatMayNotBeWrittenIsNamed() throws IOException {
        List<String> prefix = Confined.withoutPower();
        permit("r-xr-xr-x");

        assertSays(folder + ", which this user may not write; allow writing", prefix, option(folder), "migrate");
    }

    @Test
    void folderOfWhichNothingMayBeExecutedIsNamed() {
        assertSays(
                folder + ", which is mounted noexec; remount it without",
                Confined.withDisk(folder, "noexec"),
                option(folder),
                "migrate");
    }

    @Test
    void folderThatIsFullIsNamed() {
        assertSays(
                folder + ", where the disk is full; free some space",
                Confined.withDisk(folder, "size=64k"),
                option(folder),
                "migrate");
    }

    @Test
    void otherFolderIsUsed() {
        List<String> options = List.of(option(folder.resolve("gone")), "-Dorg.sqlite.tmpdir=" + folder);

        try (ChildJvm child =
                ChildJvm.startWith(List.of(), options, AroDbCommand.class, "migrate", "--url", "jdbc:sqlite:" + file)) {
            child.readAll();
            assertThat(child.waitFor()).isZero();
        }
    }
}
