package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.cli.AroDbCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases in a place without write permission. */
@Execution(ExecutionMode.CONCURRENT)
class ReadOnlyPlaceTest {

    private static final int LATEST =
            MigrationSet.aro().sqliteScripts().getLast().version();
    private static final String CURRENT =
            String.format(Locale.ROOT, "The schema (aro_schema_history) is current at version %s.", LATEST);

    @TempDir
    Path directory;

    private Path place;
    private Path file;

    @BeforeEach
    void migrate() throws IOException {
        place = Files.createDirectory(directory.resolve("a place #1"));
        file = place.resolve("aro.db");
        Migrator.of("jdbc:sqlite:" + file).migrate();
    }

    @AfterEach
    void allowCleaningUp() throws IOException {
        permit(place, "rwxr-xr-x");
    }

    private record Answer(int code, String text) {

        String lastLine() {
            return text.lines().reduce("", (first, second) -> second);
        }
    }

    private Answer ask(List<String> prefix, String... arguments) {
        try (ChildJvm child = ChildJvm.startWith(prefix, AroDbCommand.class, arguments)) {
            String text = child.readAll();
            return new Answer(child.waitFor(), text);
        }
    }

    private Answer askWithoutPower(String... arguments) throws IOException {
        List<String> prefix = Confined.withoutPower();
        permit(place, "r-xr-xr-x");
        return ask(prefix, arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--r--r--", "rw-r--r--"})
    void statusIsTold(String rights) throws IOException {
        permit(file, rights);

        Answer answer = askWithoutPower("status", "--url", "jdbc:sqlite:" + file);

        assertThat(answer.lastLine()).isEqualTo(CURRENT);
        assertThat(answer.code()).isZero();
        assertThat(place).isDirectoryNotContaining("glob:**-{wal,shm}");
    }

    @Test
    void validityIsTold() throws IOException {
        permit(file, "r--r--r--");

        assertThat(askWithoutPower("validate", "--url", "jdbc:sqlite:" + file))
                .isEqualTo(new Answer(0, String.format(Locale.ROOT, "The schema is valid at version %s.", LATEST)));
    }

    @Test
    void rollbackIsShown() throws IOException {
        permit(file, "r--r--r--");

        Answer answer = askWithoutPower("rollback", "--to", "1", "--url", "jdbc:sqlite:" + file);

        assertThat(answer.lastLine()).startsWith("Nothing was changed; add --yes");
        assertThat(answer.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"migrate", "rollback --to 1 --yes"})
    void whatWouldChangeSomethingNamesTheFolder(String command) throws IOException {
        String[] arguments = Stream.concat(Stream.of(command.split(" ", -1)), Stream.of("--url", "jdbc:sqlite:" + file))
                .toArray(String[]::new);

        assertThat(askWithoutPower(arguments))
                .isEqualTo(new Answer(
                        1,
                        String.format(
                                Locale.ROOT, "This user may not write in %s; allow it or name another path.", place)));
    }

    /** Covers root too: a read-only mount rejects writes of every user. */
    @Test
    void statusIsToldOnAReadOnlyDisk() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        List<String> prefix = Confined.withMounts(String.format(
                Locale.ROOT,
                "mount -t tmpfs tmpfs '%1$s' && cp '%2$s' '%1$s/aro.db' && mount -o remount,ro '%1$s'",
                disk,
                file));

        Answer answer = ask(prefix, "status", "--url", "jdbc:sqlite:" + disk.resolve("aro.db"));

        assertThat(answer.lastLine()).isEqualTo(CURRENT);
        assertThat(answer.code()).isZero();
    }

    @Test
    void logThatIsLeftIsNotPassedOver() throws IOException, SQLException {
        Path left = Files.createDirectory(place.resolve("left"));
        Path copy = left.resolve("aro.db");
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = open.createStatement()) {
            // An open connection keeps the log from being emptied.
            statement.execute("SELECT count(*) FROM customers");
            Migrator.of("jdbc:sqlite:" + file).rollback(1);
            Files.copy(file, copy);
            Files.copy(place.resolve("aro.db-wal"), left.resolve("aro.db-wal"));
        }
        permit(left, "r-xr-xr-x");

        Answer answer = askWithoutPower("status", "--url", "jdbc:sqlite:" + copy);

        permit(left, "rwxr-xr-x");
        assertThat(answer)
                .isEqualTo(new Answer(
                        1,
                        String.format(
                                Locale.ROOT,
                                "%s-wal holds changes that cannot be read where this user may not write; allow writing in %s, or copy both files and name the copy.",
                                copy,
                                left)));
        assertThat(Migrator.of("jdbc:sqlite:" + copy).status().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--r--r--", "rw-r--r--"})
    void databaseInUseShowsWhatIsInItsLog(String rights) throws IOException, SQLException {
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = open.createStatement()) {
            // An open connection keeps the log from being emptied.
            statement.execute("SELECT count(*) FROM customers");
            Migrator.of("jdbc:sqlite:" + file).rollback(1);
            for (String suffix : List.of("", "-wal", "-shm")) {
                permit(place.resolve("aro.db" + suffix), rights);
            }

            Answer answer = askWithoutPower("status", "--url", "jdbc:sqlite:" + file);

            assertThat(answer.lastLine()).startsWith("The schema (aro_schema_history) is at version 1 and");
        }
    }

    private static void permit(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }
}
