package io.aro.db.migration.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.MigrationException;
import io.aro.db.migration.ChildJvm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {

    @TempDir
    private Path directory = Path.of("");

    private Path lock() {
        return directory.resolve("aro.db.migrate.lock");
    }

    private LockFile lockFile() {
        return new LockFile(directory.resolve("aro.db"));
    }

    @Test
    void anInterruptedThreadDoesNotWorkWithoutTheLock() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(MigrationException.class)
                    .isThrownBy(() -> lockFile().whileHeld(() -> "worked"))
                    .withMessage("The thread was interrupted before it could migrate; nothing was changed. Run again.");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(lockFile().whileHeld(() -> "worked")).isEqualTo("worked");
    }

    @Test
    void theHolderIsRefusedASecondTimeAndKeepsTheLock() {
        String seen = lockFile().whileHeld(() -> {
            assertThatExceptionOfType(MigrationException.class)
                    .isThrownBy(() -> lockFile().whileHeld(() -> "worked"))
                    .withMessageStartingWith("A migration listener must not migrate ");
            return seenByAnotherProcess();
        });

        assertThat(seen).isEqualTo("held");
        assertThat(seenByAnotherProcess()).isEqualTo("free");
    }

    private String seenByAnotherProcess() {
        try (ChildJvm child = ChildJvm.start(Look.class, lock().toString())) {
            return child.readLine();
        }
    }

    @Test
    void theTargetOfALinkIsLeftAlone() throws IOException {
        Path letter = Files.writeString(directory.resolve("letter.txt"), "Dear all");
        Files.createSymbolicLink(lock(), letter);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> lockFile().whileHeld(() -> "worked"))
                .withMessage(String.format(
                        Locale.ROOT, "The lock file %s is a symbolic link; remove the link, then run again.", lock()));

        assertThat(letter).hasContent("Dear all");
    }

    /** A program to report whether another process holds the lock. */
    static final class Look {

        private Look() {}

        /**
         * Prints the state of the lock.
         *
         * @param arguments the lock file
         */
        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
                System.out.println(lock == null ? "held" : "free");
            }
        }
    }
}
