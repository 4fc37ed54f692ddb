package io.aro.db.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchiveExceptionTest {

    private static final Path PLACE = Path.of("archive");

    @Test
    void aFullDiskPassesWhereverItIsMet() {
        List<IOException> passing = List.of(
                new IOException("No space left on device"),
                new FileSystemException("a.json", null, "No space left on device"),
                new FileSystemException("a.json", "b.json", "Disk quota exceeded"));

        assertThat(passing).allSatisfy(cause -> {
            assertThat(ArchiveException.unwritable(PLACE, cause).isRetryable()).isTrue();
            assertThat(ArchiveException.unsettled(PLACE, cause).isRetryable()).isTrue();
        });
    }

    @Test
    void whatAPersonMustMendDoesNotPass() {
        List<IOException> lasting = List.of(
                new AccessDeniedException("a.json", null, "no space for others"),
                new NoSuchFileException("a.json"),
                new FileSystemException("a.json", null, "Read-only file system"),
                new FileSystemException("a.json"));

        assertThat(lasting).allSatisfy(cause -> {
            assertThat(ArchiveException.unwritable(PLACE, cause).isRetryable()).isFalse();
            assertThat(ArchiveException.unsettled(PLACE, cause).isRetryable()).isFalse();
        });
    }
}
