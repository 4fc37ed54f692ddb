package io.aro.db.backup;

import io.aro.db.file.internal.FolderOwner;
import io.aro.db.file.internal.PrivateFiles;
import io.aro.db.internal.file.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;

/**
 * A new file, written under a temporary name in the same folder, synced to disk and then renamed.
 *
 * <p>Only the owner can read the file (mode 0600).
 */
final class NewFile {

    private final Path file;

    private NewFile(Path file) {
        this.file = file;
    }

    /**
     * Writes the file.
     *
     * @throws BackupException if the file exists or cannot be written, or other users can write its folder
     */
    static void write(Path file, Content content) {
        new NewFile(file).write(content);
    }

    private void write(Content content) {
        requireAbsent();
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BackupException(
                    String.format(Locale.ROOT, "The folder %s does not exist; make it or correct the path.", folder),
                    null);
        }
        try {
            requireUnshared(folder);
            try (ProcessLock lock = lock()) {
                write(content, lock);
            }
        } catch (IOException e) {
            throw new BackupException(
                    String.format(
                            Locale.ROOT, "The backup %s cannot be written; check the folder and its free space.", file),
                    e);
        }
    }

    /** Rejects a folder writable by other users, because they could replace the file. */
    private static void requireUnshared(Path folder) throws IOException {
        Optional<String> objection = FolderOwner.of(folder).objectionToFileIn(folder);
        if (objection.isPresent()) {
            throw new BackupException(objection.get(), null);
        }
    }

    /** Locks the file name: two backups to one name would share the temporary file. */
    private ProcessLock lock() throws IOException {
        return ProcessLock.tryLock(beside(".aro-db.lock"))
                .orElseThrow(() -> new BackupException(
                        String.format(Locale.ROOT, "Another backup is writing %s now; name another file.", file),
                        null));
    }

    private void write(Content content, ProcessLock lock) throws IOException {
        Path part = beside(".aro-db.part");
        try {
            Files.deleteIfExists(part);
            PrivateFiles.create(part);
            content.write(part);
            PrivateFiles.sync(part);
            lock.requireHeld();
            requireAbsent();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.syncFolderOf(file);
        } finally {
            delete(part);
        }
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private void requireAbsent() {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BackupException(
                    String.format(Locale.ROOT, "The file %s already exists; name another file.", file), null);
        }
    }

    static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new BackupException(
                    String.format(Locale.ROOT, "The unfinished copy %s cannot be deleted; delete it manually.", part),
                    e);
        }
    }

    /** The content of a new file. */
    @FunctionalInterface
    interface Content {

        /** Writes the content into an existing empty file. */
        void write(Path part) throws IOException;
    }
}
