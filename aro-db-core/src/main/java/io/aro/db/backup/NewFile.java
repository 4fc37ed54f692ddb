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
 * A file that gets its name once it is complete and safe on disk, and that only its owner may read.
 *
 * <p>It is written beside its place under a name of our own.
 */
final class NewFile {

    private final Path file;

    private NewFile(Path file) {
        this.file = file;
    }

    /**
     * Writes the file.
     *
     * @throws BackupException if it is there already or cannot be written, or somebody else may write its folder
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

    /** Whoever may write the folder could put a file of their own in the place of this one. */
    private static void requireUnshared(Path folder) throws IOException {
        Optional<String> objection = FolderOwner.of(folder).objectionToFileIn(folder);
        if (objection.isPresent()) {
            throw new BackupException(objection.get(), null);
        }
    }

    /** Two backups of one name would write into the same unfinished copy. */
    private ProcessLock lock() throws IOException {
        return ProcessLock.tryLock(beside(".aro-db.lock"))
                .orElseThrow(() -> new BackupException(
                        String.format(
                                Locale.ROOT, "Another backup is writing %s at this moment; name another file.", file),
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
                    String.format(Locale.ROOT, "The file %s is there already; name another one.", file), null);
        }
    }

    static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new BackupException(
                    String.format(Locale.ROOT, "The unfinished copy %s cannot be deleted; delete it.", part), e);
        }
    }

    /** Writes what is in the file. */
    @FunctionalInterface
    interface Content {

        /** Writes into an empty file that is there. */
        void write(Path part) throws IOException;
    }
}
