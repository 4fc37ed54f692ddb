package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {

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
