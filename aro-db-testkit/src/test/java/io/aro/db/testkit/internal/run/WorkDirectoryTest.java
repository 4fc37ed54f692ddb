package io.aro.db.testkit.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class WorkDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void goesWithEverythingInItAtTheEndOfTheRun() throws IOException {
        WorkDirectory directory = WorkDirectory.createIn(parent);
        Files.createDirectories(directory.resolve("postgresql-18/base"));
        Files.writeString(directory.resolve("test-1.db"), "rows");

        directory.close();

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void leavesWhatIsKeptAndTheFilesThatBelongToIt() throws IOException {
        WorkDirectory directory = WorkDirectory.createIn(parent);
        Path kept = Files.writeString(directory.resolve("test-1.db"), "rows");
        Path log = Files.writeString(directory.resolve("test-1.db-wal"), "more rows");
        Path other = Files.writeString(directory.resolve("test-2.db"), "rows");

        directory.keep(kept);
        directory.close();

        assertThat(kept).exists();
        assertThat(log).exists();
        assertThat(other).doesNotExist();
    }

    @Test
    void isLeftAloneWhileItsRunGoesOnAndDeletedOnceItIsKilled() throws IOException, InterruptedException {
        Process run = RunningElsewhere.start(parent);
        List<Path> itsDirectories = agedEntries(Duration.ofHours(2));

        WorkDirectory.createIn(parent).close();
        assertThat(itsDirectories)
                .hasSize(2)
                .allSatisfy(directory -> assertThat(directory).exists());

        run.destroyForcibly().waitFor();
        WorkDirectory.createIn(parent).close();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void isDeletedAfterADayIfSomethingWasKept() throws IOException {
        Path kept = Files.createDirectory(parent.resolve("run-1-other"));
        Files.createFile(kept.resolve("run.lock"));
        Files.createFile(kept.resolve("kept"));

        agedEntries(Duration.ofHours(23));
        WorkDirectory.createIn(parent).close();
        assertThat(kept).exists();

        agedEntries(Duration.ofHours(25));
        WorkDirectory.createIn(parent).close();
        assertThat(kept).doesNotExist();
    }

    @Test
    void isMadeInAFolderThatOthersCannotEnter() throws IOException {
        Path own = parent.resolve("own");

        try (WorkDirectory directory = WorkDirectory.createIn(own)) {
            assertThat(Files.getPosixFilePermissions(own)).isEqualTo(PosixFilePermissions.fromString("rwx------"));

            directory.letOthersIn();
            assertThat(Files.getPosixFilePermissions(own)).isEqualTo(PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    @Test
    void isRefusedInAFolderOfAnotherUser() throws IOException {
        Path others = folderOfAnotherUser();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> WorkDirectory.createIn(others))
                .withMessageMatching(
                        "The folder " + others + ", where the tests keep their files, belongs to \\S+ and not to"
                                + " \\S+; delete it, or name another temporary folder with -Djava.io.tmpdir.");
    }

    /** Returns a folder of another user: root gives a folder away, other users take a folder of root. */
    private Path folderOfAnotherUser() throws IOException {
        if (!Files.getOwner(parent).getName().equals("root")) {
            return Path.of("/usr");
        }
        String other = OtherUser.find().orElseThrow().name();
        return Files.setOwner(
                Files.createDirectory(parent.resolve("others")),
                parent.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwxrwx---", "rwx----w-"})
    void isRefusedInAFolderThatOthersMayWriteTo(String permissions) throws IOException {
        Path open = Files.createDirectory(parent.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(permissions));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> WorkDirectory.createIn(open))
                .withMessage(
                        "Other users may write to the folder " + open + ", where the tests keep their files; delete it,"
                                + " or name another temporary folder with -Djava.io.tmpdir.");
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void isRefusedBehindALink() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(parent.resolve("link"), elsewhere);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> WorkDirectory.createIn(link))
                .withMessageStartingWith(
                        "There is a file or a link at " + link + ", where the tests keep their files;");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void isRefusedInATemporaryFolderThatIsMissing() {
        Path missing = parent.resolve("missing");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> WorkDirectory.createIn(missing.resolve("own")))
                .withMessage("The temporary folder " + missing + " does not exist; create it, or name another temporary"
                        + " folder with -Djava.io.tmpdir.");
        assertThat(missing).doesNotExist();
    }

    private List<Path> agedEntries(Duration age) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            List<Path> directories = entries.toList();
            for (Path directory : directories) {
                Files.setLastModifiedTime(directory, FileTime.from(Instant.now().minus(age)));
            }
            return directories;
        }
    }
}
