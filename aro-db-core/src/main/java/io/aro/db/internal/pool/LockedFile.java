package io.aro.db.internal.pool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Read access to a file possibly locked by SQLite in this process. Thread-safe.
 *
 * <p>POSIX drops all locks of a process on a file as soon as the process closes any descriptor of that file. The locks
 * of SQLite are no exception. They may belong to other connections of the process: a second {@code AroDatabase}, a
 * migrator, a pool of the host application. Therefore each file is opened once per process, and stays open until the
 * path is removed or replaced. The cost is one descriptor per file. The map is static, because POSIX locks belong to
 * the process.
 *
 * <p>SQLite keeps its own descriptors open for the same reason; see <a href="https://sqlite.org/howtocorrupt.html">How
 * To Corrupt An SQLite Database File</a>, section 2.2.
 */
final class LockedFile {

    private static final ReentrantLock OPENING = new ReentrantLock();
    private static final Map<Object, LockedFile> OPEN = new HashMap<>();

    private final Path path;
    private final RandomAccessFile file;
    private final ReentrantLock reading = new ReentrantLock();

    private LockedFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /** Reader of a file from its start. */
    interface Reader {

        /** Reads the file without closing it. */
        void read(RandomAccessFile file) throws IOException;
    }

    /**
     * Runs the reader on the file. Readers of the same file take turns.
     *
     * @throws IOException if the file cannot be read
     */
    static void read(Path path, Reader reader) throws IOException {
        Object key = keyOf(path);
        if (key == null) {
            // Without inodes, a lock belongs to its handle and survives the closing of other handles.
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                reader.read(file);
            }
            return;
        }
        LockedFile locked = open(key, path.toAbsolutePath());
        locked.reading.lock();
        try {
            locked.file.seek(0);
            reader.read(locked.file);
        } finally {
            locked.reading.unlock();
        }
    }

    private static LockedFile open(Object key, Path path) throws IOException {
        OPENING.lock();
        try {
            closeRemoved();
            LockedFile open = OPEN.get(key);
            if (open == null) {
                open = new LockedFile(path, new RandomAccessFile(path.toFile(), "r"));
                OPEN.put(key, open);
            }
            return open;
        } finally {
            OPENING.unlock();
        }
    }

    /** Closes files removed from their path. No connection can open a removed file, so its locks no longer matter. */
    private static void closeRemoved() throws IOException {
        for (Iterator<Map.Entry<Object, LockedFile>> all = OPEN.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Object, LockedFile> entry = all.next();
            LockedFile open = entry.getValue();
            if (!entry.getKey().equals(keyOf(open.path)) && open.reading.tryLock()) {
                try {
                    all.remove();
                    open.file.close();
                } finally {
                    open.reading.unlock();
                }
            }
        }
    }

    /** Returns the inode, or null without inodes or without a file. The inode is not reused while the file is open. */
    private static @Nullable Object keyOf(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
