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
 * Atomic changes of a file that several threads or processes change concurrently.
 *
 * <p>A change reads, writes and renames while it holds the {@link ProcessLock} of the file, so that no change is lost.
 * Readers need no lock: they find the former content or the new one, never a part. A power cut leaves one of the two.
 */
public final class SharedFile {

    /** A change takes milliseconds; a longer wait is a wait for a process that hangs. */
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
     * Replaces a file by content made of the present one.
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
            PrivateFiles.write(next, content.make(file));
            lock.requireHeld();
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.syncFolderOf(file);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /**
     * Makes the content of a file.
     *
     * @param <X> its exception, after which the file stays as it is
     */
    @FunctionalInterface
    public interface Content<X extends Exception> {

        /** Returns the new content; the file has its present content, if any. */
        byte[] make(Path file) throws IOException, X;
    }
}
