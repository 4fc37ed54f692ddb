package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.cli.AroDbCommand;
import io.aro.db.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlitePathTest {

    @TempDir
    Path directory;

    private Migrator migrator(Path file) {
        return Migrator.of("jdbc:sqlite:" + file);
    }

    @Test
    void missingDirectoryIsNamed() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> migrator(missing.resolve("aro.db")).migrate())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(String.format(
                        Locale.ROOT, "The directory %s does not exist; make it or correct the path.", missing));
    }

    @Test
    void directoryIsNoDatabase() {
        assertThatThrownBy(() -> migrator(directory).migrate())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(String.format(Locale.ROOT, "%s is a directory; name a file in it.", directory));
    }

    @Test
    void fileIsNoDirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("notes.txt"), "x");

        assertThatThrownBy(() -> migrator(file.resolve("aro.db")).migrate())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(String.format(Locale.ROOT, "%s is a file and not a directory; correct the path.", file));
    }

    @Test
    void otherFileIsNoDatabaseAndStaysAsItIs() throws IOException {
        String text = "This is a letter, long enough to be taken for the header of a database file.\n".repeat(20);
        Path letter = Files.writeString(directory.resolve("letter.txt"), text);

        assertThatThrownBy(() -> migrator(letter).migrate())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The file is not a SQLite database; name another path or restore the file.");
        assertThatThrownBy(() -> migrator(letter).status()).isInstanceOf(ConfigurationException.class);

        assertThat(letter).hasContent(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:%s", "file:%s?mode=rwc", "%s?journal_mode=WAL", "file://%s"})
    void everyFormOfTheUrlNamesTheSameFile(String form) {
        Path file = directory.resolve("aro.db");

        Migrator.of("jdbc:sqlite:" + String.format(Locale.ROOT, form, file)).migrate();

        migrator(file).requireCurrent();
    }

    @Test
    void escapesInTheUrlAreReadAsSqliteReadsThem() throws IOException {
        Path file = Files.createDirectory(directory.resolve("my files")).resolve("a+b.db");

        Migrator.of("jdbc:sqlite:file:" + file.toString().replace(" ", "%20")).migrate();

        assertThat(file).exists();
    }

    @Test
    void onlyMigrateMakesAFile() {
        Path file = directory.resolve("aro.db");
        Migrator migrator = migrator(file);
        List<ThrowingCallable> others = List.of(
                migrator::status,
                migrator::requireCurrent,
                migrator::validate,
                () -> migrator.planRollback(0),
                () -> migrator.rollback(0));

        assertThat(others)
                .allSatisfy(call -> assertThatThrownBy(call)
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessage(String.format(
                                Locale.ROOT,
                                "There is no file %s; correct the path, or create the database with aro-db migrate.",
                                file)));

        assertThat(directory).isEmptyDirectory();
        migrator.migrate();
        assertThat(file).exists();
    }

    @Test
    void twoPathsToOneFileShareTheLock() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        migrator(link.resolve("aro.db")).migrate();

        assertThat(real.resolve("aro.db.migrate.lock")).exists().isEmptyFile();
        migrator(real.resolve("aro.db")).requireCurrent();
    }

    @Test
    void directoryThatMayNotBeWrittenIsNamed() throws IOException {
        Path file = directory.resolve("aro.db");
        List<String> prefix = Confined.withoutPower();
        permit(directory, "r-xr-xr-x");

        assertThat(migrateIn(prefix, file))
                .isEqualTo(String.format(
                        Locale.ROOT, "This user may not create %s; allow it or name another path.", file));
    }

    @Test
    void fileThatMayNotBeReadIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("aro.db"));
        List<String> prefix = Confined.withoutPower();
        permit(file, "---------");

        assertThat(migrateIn(prefix, file))
                .isEqualTo(
                        String.format(Locale.ROOT, "This user may not read %s; allow it or name another path.", file));
    }

    @Test
    void fileThatMayOnlyBeReadIsRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("aro.db"));
        List<String> prefix = Confined.withoutPower();
        permit(file, "r--r--r--");

        assertThat(migrateIn(prefix, file))
                .isEqualTo(
                        String.format(Locale.ROOT, "This user may not write %s; allow it or name another path.", file));
    }

    @AfterEach
    void allowCleaningUp() throws IOException {
        permit(directory, "rwxr-xr-x");
    }

    private static String migrateIn(List<String> prefix, Path file) {
        try (ChildJvm child =
                ChildJvm.startWith(prefix, AroDbCommand.class, "migrate", "--url", "jdbc:sqlite:" + file)) {
            String printed = child.readAll();
            assertThat(child.waitFor()).isEqualTo(1);
            return printed;
        }
    }

    private static void permit(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }
}
