package io.aro.db.internal.file;

import io.aro.db.file.internal.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Atomic changes of a file shared by several threads or processes.
 *
 * <p>A change reads, writes and renames under the {@link ProcessLock} of the file, to prevent lost updates. Readers
 * need no lock: they see either the old or the new content. A power cut leaves one of the two.
 */
public final class SharedFile {

    /** Longest wait for the lock. A change takes milliseconds; a longer wait indicates a hung process. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SharedFile() {}

    /**
     * Creates a file readable by its owner only.
     *
     * @throws FileAlreadyExistsException if the file exists
     * @throws IOException if the file or its lock is unavailable
     * @throws X if the content cannot be produced; the file is then not created
     */
    public static <X extends Exception> void create(Path file, Content<X> content) throws IOException, X {
        try (ProcessLock lock = lockOf(file)) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            replace(file, content, lock);
        }
    }

    /**
     * Replaces the content of a file, computed from its current content.
     *
     * @throws FileSystemException if the path is a symbolic link
     * @throws IOException if the file or its lock is unavailable
     * @throws X if the content cannot be produced; the file then stays unchanged
     */
    public static <X extends Exception> void change(Path file, Content<X> content) throws IOException, X {
        if (Files.isSymbolicLink(file)) {
            throw new FileSystemException(file.toString(), null, "is a symbolic link");
        }
        try (ProcessLock lock = lockOf(file)) {
            replace(file, content, lock);
        }
    }

    private static ProcessLock lockOf(Path file) throws IOException {
        return ProcessLock.lock(file.resolveSibling(file.getFileName() + ".aro-db.lock"), PATIENCE);
    }

    private static <X extends Exception> void replace(Path file, Content<X> content, ProcessLock lock)
            throws IOException, X {
        Path next = file.resolveSibling(file.getFileName() + ".aro-db.next");
        try {
            Files.deleteIfExists(next); // Left behind by a killed writer.
            PrivateFiles.write(next, content.make(file));
            lock.requireHeld();
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.syncFolderOf(file);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /**
     * Producer of the new content of a file.
     *
     * @param <X> the exception of the producer; the file then stays unchanged
     */
    @FunctionalInterface
    public interface Content<X extends Exception> {

        /**
         * Returns the new content.
         *
         * @param file the file with its current content, if any
         */
        byte[] make(Path file) throws IOException, X;
    }
}
