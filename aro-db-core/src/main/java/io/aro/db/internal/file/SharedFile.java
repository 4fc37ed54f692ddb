package io.aro.db.internal.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * The one way in which a file is read, changed and replaced that several threads or processes may change at a time.
 *
 * <p>A change reads, writes and renames while it holds the {@link ProcessLock} of the file, so that no change is lost.
 * Readers need no lock: they find the former content or the new one, never a part. A power cut leaves one of the two.
 */
public final class SharedFile {

    /** A change takes milliseconds, so whoever waits longer waits for a process that hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SharedFile() {}

    /**
     * Writes a new file, which only its owner may read.
     *
     * @throws FileAlreadyExistsException if it is there already
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
     * Replaces a file by content that is made of the present one.
     *
     * @throws FileSystemException if there is a link in its place
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
            Files.deleteIfExists(next); // A writer may have been killed.
            DurableFiles.write(next, content.make(file));
            lock.requireHeld();
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncFolderOf(file);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /**
     * Makes the content of a file.
     *
     * @param <X> what it may throw; the file stays as it is then
     */
    @FunctionalInterface
    public interface Content<X extends Exception> {

        /** Returns the content; the file is the one at hand, with its present content if it has any. */
        byte[] make(Path file) throws IOException, X;
    }
}
