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
 * The plain copy that a sealed backup is made of; closing it deletes it.
 *
 * <p>It lies beside the database, where its data are plain anyway, and not where the backup goes. What a process that was
 * killed has left is removed by the next sealed backup. The copy of a database in memory lies in a folder of its own.
 */
final class PlainCopy implements AutoCloseable {

    private final Path file;
    private final @Nullable ProcessLock lock;

    private PlainCopy(Path file, @Nullable ProcessLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Makes the empty file. */
    static PlainCopy of(Optional<Path> database) throws IOException {
        return database.isPresent() ? beside(database.get()) : new PlainCopy(newTemporary(), null);
    }

    private static PlainCopy beside(Path database) throws IOException {
        ProcessLock lock = ProcessLock.tryLock(database.resolveSibling(database.getFileName() + ".aro-db.lock"))
                .orElseThrow(() -> new BackupException(
                        String.format(
                                Locale.ROOT,
                                "Another sealed backup of %s is being written at this moment; run again when it has ended.",
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

    /** The folder is its owner's alone by itself. */
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
