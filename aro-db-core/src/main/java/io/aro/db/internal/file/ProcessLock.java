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
 * A lock on one file, which has one holder among all threads of all processes of a machine.
 *
 * <p>POSIX keeps file locks per process, and closing any handle of the file gives the process's lock back. So a holder
 * claims the path within its process before the file is opened, and nothing but this class opens a lock file. The operating
 * system lets go of the lock when the process dies. {@link #requireHeld} proves the lock. The file is removed with the lock.
 * A file that has content, or is no regular file, is somebody else's: it is refused and left alone.
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

    /** Returns the lock, or nothing if somebody else holds it. */
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
     * Returns the lock, for which it waits.
     *
     * @throws IOException if somebody else holds it for longer than the patience
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
     * Proves that the lock is held at this moment.
     *
     * @throws IOException if the file was removed or replaced, or its handle is closed
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

    /** Removes the file, unless another one has taken its place, and lets go of the lock. */
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

    /** Returns null if another process holds the lock; begins anew if the file is removed while it is opened. */
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

    /** A file that is there already is one of an earlier holder that was killed, or of a process about to remove it. */
    private static void create(Path path) throws IOException {
        try {
            PrivateFiles.create(path);
        } catch (FileAlreadyExistsException e) {
            requireEmpty(path);
        }
    }

    /** A lock file never has content; with the lock a file of somebody else would be removed. */
    private static void requireEmpty(Path path) throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile() || found.size() > 0) {
                throw new FileSystemException(
                        path.toString(), null, "is not a lock file of aro-db; move it to another place");
            }
        } catch (NoSuchFileException e) {
            // It was removed meanwhile, and is made at the next attempt.
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Something else of this process has locked the file by itself.
            return null;
        }
    }

    private static Path canonical(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        return Objects.requireNonNull(absolute.getParent()).toRealPath().resolve(absolute.getFileName());
    }

    /** The system properties are the one map that all class loaders of a process share, as its POSIX locks are shared. */
    private static boolean claim(Path path, String token) {
        return System.getProperties().putIfAbsent(CLAIM + path, token) == null;
    }

    private static void release(Path path, String token) {
        System.getProperties().remove(CLAIM + path, token);
    }

    /**
     * Tells one file from every other that the path may lead to.
     *
     * @param key the inode, where there are such
     * @param created the time of birth, since the number of an inode is used again
     */
    private record Identity(@Nullable Object key, FileTime created) {

        /** Asks by path: opening the file a second time would give the lock back. */
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
