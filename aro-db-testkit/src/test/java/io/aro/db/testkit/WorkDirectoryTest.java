package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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
    void isDeletedByALaterRunIfItsOwnWasKilled() throws IOException {
        Path killed = Files.createDirectory(parent.resolve("run-killed"));
        Files.createFile(killed.resolve("run.lock"));
        Files.writeString(killed.resolve("test-1.db"), "rows");
        age(killed, Duration.ofMinutes(2));

        WorkDirectory.createIn(parent).close();

        assertThat(killed).doesNotExist();
    }

    @Test
    void isLeftAloneWhileItsRunGoesOn() throws IOException {
        WorkDirectory running = WorkDirectory.createIn(parent);
        Path file = Files.writeString(running.resolve("test-1.db"), "rows");
        age(Objects.requireNonNull(file.getParent()), Duration.ofHours(2));

        WorkDirectory.createIn(parent).close();

        assertThat(file).exists();
        running.close();
    }

    @Test
    void isDeletedAfterADayIfSomethingWasKept() throws IOException {
        WorkDirectory directory = WorkDirectory.createIn(parent);
        Path kept = Files.writeString(directory.resolve("test-1.db"), "rows");
        directory.keep(kept);
        directory.close();

        age(Objects.requireNonNull(kept.getParent()), Duration.ofHours(23));
        WorkDirectory.createIn(parent).close();
        assertThat(kept).exists();

        age(Objects.requireNonNull(kept.getParent()), Duration.ofHours(25));
        WorkDirectory.createIn(parent).close();
        assertThat(kept).doesNotExist();
    }

    private static void age(Path path, Duration age) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
    }
}
