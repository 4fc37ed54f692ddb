package io.aro.db.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.aro.db.testkit.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file lock among threads and processes, with proofs of a loss. */
@Timeout(120)
class ProcessLockTest {

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void namesTheFile() {
        file = folder.resolve("segment.lock");
    }

    @Test
    void hasOneHolderAtATimeAndLeavesNoFile() throws IOException {
        try (ProcessLock held = ProcessLock.tryLock(file).orElseThrow()) {
            assertThat(ProcessLock.tryLock(file)).isEmpty();
            assertThat(ProcessLock.tryLock(folder.resolve("./segment.lock"))).isEmpty();
            held.requireHeld();
        }

        assertThat(file).doesNotExist();
        try (ProcessLock next = ProcessLock.tryLock(file).orElseThrow()) {
            next.requireHeld();
        }
    }

    @Test
    void isTheSameLockThroughALinkToItsFolder() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("real")));
        try (ProcessLock held =
                ProcessLock.tryLock(folder.resolve("real/a.lock")).orElseThrow()) {

            Optional<ProcessLock> other = ProcessLock.tryLock(link.resolve("a.lock"));

            assertThat(other).isEmpty();
            assertThatNoException().isThrownBy(held::requireHeld);
        }
    }

    @Test
    void isNotLostWhenOtherThreadsOfTheProcessTryForIt() throws Exception {
        try (ProcessLock held = ProcessLock.tryLock(file).orElseThrow();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                assertThat(threads.submit(() -> ProcessLock.tryLock(file)).get())
                        .isEmpty();
            }

            try (ChildProcess other =
                    ChildProcess.of(Trying.class, file.toString()).start()) {
                other.expect("is held elsewhere");
            }
            held.requireHeld();
        }
    }

    @Test
    void endsWithTheProcessThatHeldIt() throws Exception {
        try (ChildProcess other = ChildProcess.of(Trying.class, file.toString()).start()) {
            other.expect("held");
            assertThat(ProcessLock.tryLock(file)).isEmpty();
        }

        try (ProcessLock left = ProcessLock.lock(file, Duration.ofSeconds(60))) {
            left.requireHeld();
        }

        assertThat(file).doesNotExist();
    }

    @Test
    void isProvenToBeLostOnceItsFileIsRemovedOrReplaced() throws IOException {
        try (ProcessLock held = ProcessLock.tryLock(file).orElseThrow()) {
            Files.delete(file);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(held::requireHeld)
                    .withMessageContaining("was lost");

            Files.writeString(file, "of somebody else");
            assertThatExceptionOfType(IOException.class).isThrownBy(held::requireHeld);
        }

        assertThat(file).hasContent("of somebody else");
    }

    @Test
    void isProvenToBeLostOnceItIsClosed() throws IOException {
        ProcessLock held = ProcessLock.tryLock(file).orElseThrow();
        held.close();

        assertThatExceptionOfType(IOException.class).isThrownBy(held::requireHeld);
    }

    @Test
    void isWaitedForNoLongerThanAsked() throws IOException {
        try (ProcessLock held = ProcessLock.tryLock(file).orElseThrow()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> ProcessLock.lock(file, Duration.ofMillis(20)))
                    .withMessageContaining("another process or thread holds its lock");
            held.requireHeld();
        }
    }

    @Test
    void isNotTakenThroughALinkInThePlaceOfItsFile() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "of somebody else");
        Files.createSymbolicLink(file, target);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ProcessLock.tryLock(file));

        assertThat(target).hasContent("of somebody else");
    }

    @Test
    void aFileWithContentIsSomebodyElsesAndStays() throws IOException {
        Files.writeString(file, "of somebody else");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ProcessLock.tryLock(file))
                .withMessageContaining("is not a lock file of aro-db");

        assertThat(file).hasContent("of somebody else");
    }

    /** A process with a lock, held until killed, or without the lock after a failed try. */
    static final class Trying {

        private Trying() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws IOException {
            Optional<ProcessLock> lock = ProcessLock.tryLock(Path.of(arguments[0]));
            System.out.println(lock.isPresent() ? "held" : "is held elsewhere");
            if (lock.isPresent()) {
                System.in.read();
            }
        }
    }
}
