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
 * A file that SQLite may have locked in this process, opened to read its bytes; thread-safe.
 *
 * <p>POSIX drops all locks of a process on a file as soon as the process closes any descriptor of it, those of SQLite
 * included. Other connections of the process may hold such locks: a second {@code AroDatabase}, a migrator, a pool of the
 * application. So a file is opened once in the process and stays open until its path no longer leads to it. Each file
 * costs one descriptor. The files belong to the process as its locks do, hence the static map.
 *
 * <p>SQLite keeps its own descriptors open for the same reason; see <a href="https://sqlite.org/howtocorrupt.html">How To
 * Corrupt An SQLite Database File</a>, section 2.2.
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

    /** A reader of the file from its beginning. */
    interface Reader {

        /** Reads the file, and does not close it. */
        void read(RandomAccessFile file) throws IOException;
    }

    /** Lets the reader read the file; several readers of one file take turns. */
    static void read(Path path, Reader reader) throws IOException {
        Object key = keyOf(path);
        if (key == null) {
            // Where a file has no inode, a lock belongs to its handle and survives the end of another.
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

    /** Nobody can open a file any more that was removed, so it needs no lock. */
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

    /** Returns the inode, which is not used again while the file is open; null if there is none. */
    private static @Nullable Object keyOf(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
