package io.aro.db.backup;

import io.aro.db.file.internal.PrivateFiles;
import io.aro.db.internal.file.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The temporary plain copy behind a sealed backup, deleted on close.
 *
 * <p>The copy lies beside the database, since data there are plain anyway, and never in the backup's folder. The next
 * sealed backup deletes the copy of a killed process. For a database in memory, the copy lies in a temporary folder.
 */
final class PlainCopy implements AutoCloseable {

    private final Path file;
    private final @Nullable ProcessLock lock;

    private PlainCopy(Path file, @Nullable ProcessLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Creates the empty file; an absent path stands for a database in memory. */
    static PlainCopy of(Optional<Path> database) throws IOException {
        return database.isPresent() ? beside(database.get()) : new PlainCopy(newTemporary(), null);
    }

    private static PlainCopy beside(Path database) throws IOException {
        ProcessLock lock = ProcessLock.tryLock(database.resolveSibling(database.getFileName() + ".aro-db.lock"))
                .orElseThrow(() -> new BackupException(
                        String.format(
                                Locale.ROOT,
                                "Another sealed backup of %s is running; run again after it has ended.",
                                database),
                        null));
        try {
            Path file = database.resolveSibling(database.getFileName() + ".aro-db.part");
            Files.deleteIfExists(file);
            PrivateFiles.create(file);
            return new PlainCopy(file, lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Creates the file in a new temporary folder; Java creates such folders for the owner only. */
    private static Path newTemporary() throws IOException {
        Path file = Files.createTempDirectory("aro-db").resolve("copy.db");
        PrivateFiles.create(file);
        return file;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        try {
            NewFile.delete(file);
            if (lock == null) {
                Files.deleteIfExists(file.resolveSibling(""));
            }
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }
}
