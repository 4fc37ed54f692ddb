package io.aro.db.internal.file;

import io.aro.db.file.internal.PrivateFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive file lock, with one holder among all threads of all processes of a machine.
 *
 * <p>POSIX file locks belong to a process, and closing any handle of the file releases them. A holder therefore claims
 * the path within its process before opening the file. Only this class opens lock files. The operating system releases
 * the lock of a dead process. {@link #requireHeld} verifies the lock. {@link #close} removes the file and releases the
 * lock. Non-empty files and non-regular files belong to other software; the lock refuses such a file and leaves it
 * unchanged.
 *
 * <p>Lucene's {@code NativeFSLockFactory} guards its index in the same way.
 */
public final class ProcessLock implements AutoCloseable {

    private static final String CLAIM = "io.aro.db.lock:";
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Path path;
    private final String token;
    private final FileChannel channel;
    private final FileLock lock;
    private final Identity identity;

    private ProcessLock(Path path, String token, FileChannel channel, FileLock lock, Identity identity) {
        this.path = path;
        this.token = token;
        this.channel = channel;
        this.lock = lock;
        this.identity = identity;
    }

    /**
     * Acquires the lock without waiting. Returns empty if another thread or process holds the lock.
     *
     * @throws IOException if the file cannot be created, or is not a lock file
     */
    public static Optional<ProcessLock> tryLock(Path file) throws IOException {
        Path path = canonical(file);
        String token = Thread.currentThread().threadId() + "-" + System.nanoTime();
        if (!claim(path, token)) {
            return Optional.empty();
        }
        @Nullable ProcessLock held = null;
        try {
            held = open(path, token);
            return Optional.ofNullable(held);
        } finally {
            if (held == null) {
                release(path, token);
            }
        }
    }

    /**
     * Acquires the lock, waiting up to the given time.
     *
     * @param patience the longest wait
     * @throws IOException if the lock is still held after the wait, or this thread was interrupted
     */
    public static ProcessLock lock(Path file, Duration patience) throws IOException {
        long begun = System.nanoTime();
        while (true) {
            Optional<ProcessLock> held = tryLock(file);
            if (held.isPresent()) {
                return held.get();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the wait for its lock was interrupted");
            }
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw new IOException("another process or thread holds its lock " + file);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /**
     * Verifies that the lock is still held.
     *
     * @throws IOException if the file was removed or replaced, or its handle was closed
     */
    public void requireHeld() throws IOException {
        boolean held = token.equals(System.getProperty(CLAIM + path))
                && channel.isOpen()
                && lock.isValid()
                && identity.equals(Identity.of(path));
        if (!held) {
            throw new IOException("its lock " + path + " was lost");
        }
    }

    /** Removes the lock file and releases the lock. A replacement of the file is left in place. */
    @Override
    public void close() throws IOException {
        try (channel) {
            if (channel.isOpen() && identity.equals(Identity.of(path))) {
                Files.deleteIfExists(path);
            }
        } finally {
            release(path, token);
        }
    }

    /**
     * Returns the lock, or null during a lock of a different process. Retries if the file is removed during opening.
     */
    private static @Nullable ProcessLock open(Path path, String token) throws IOException {
        while (true) {
            create(path);
            Identity identity = Identity.of(path);
            @Nullable FileChannel channel = identity == null ? null : open(path);
            if (identity == null || channel == null) {
                continue;
            }
            boolean kept = false;
            try {
                FileLock lock = tryLock(channel);
                if (lock == null) {
                    return null;
                }
                kept = identity.equals(Identity.of(path));
                if (kept) {
                    return new ProcessLock(path, token, channel, lock, identity);
                }
            } finally {
                if (!kept) {
                    channel.close();
                }
            }
        }
    }

    private static @Nullable FileChannel open(Path path) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Creates the file. An existing file stems from a killed holder, or from a process about to remove it. */
    private static void create(Path path) throws IOException {
        try {
            PrivateFiles.create(path);
        } catch (FileAlreadyExistsException e) {
            requireEmpty(path);
        }
    }

    /** Checks that the file is empty, as all lock files are: releasing the lock would delete a foreign file. */
    private static void requireEmpty(Path path) throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile() || found.size() > 0) {
                throw new FileSystemException(
                        path.toString(), null, "is not a lock file of aro-db; move it to another place");
            }
        } catch (NoSuchFileException e) {
            // Removed meanwhile; the next attempt creates the file.
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Other code in this process has locked the file.
            return null;
        }
    }

    private static Path canonical(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        return Objects.requireNonNull(absolute.getParent()).toRealPath().resolve(absolute.getFileName());
    }

    /**
     * Claims the path within the process. System properties are shared by all class loaders of a process, as are POSIX
     * locks.
     */
    private static boolean claim(Path path, String token) {
        return System.getProperties().putIfAbsent(CLAIM + path, token) == null;
    }

    private static void release(Path path, String token) {
        System.getProperties().remove(CLAIM + path, token);
    }

    /**
     * Identity of the file behind a path.
     *
     * @param key the inode, or null without inodes
     * @param created the creation time; inode numbers are reused
     */
    private record Identity(@Nullable Object key, FileTime created) {

        /**
         * Returns the identity, or null without a file. Reads attributes by path: opening the file again would release
         * the lock.
         */
        static @Nullable Identity of(Path path) throws IOException {
            try {
                BasicFileAttributes found =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return new Identity(found.fileKey(), found.creationTime());
            } catch (NoSuchFileException e) {
                return null;
            }
        }
    }
}
