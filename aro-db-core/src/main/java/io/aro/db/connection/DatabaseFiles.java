package io.aro.db.connection;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The files of an open SQLite database as they lie on the disk; thread-safe.
 *
 * <p>POSIX drops all locks of a process on a file as soon as the process closes it once, those of SQLite included. So the
 * file is opened once, stays open as long as the database, and is closed after its last connection.
 */
public final class DatabaseFiles implements AutoCloseable {

    private static final int BLOCK = 1 << 20;

    private final @Nullable Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable RandomAccessFile kept;

    /** Names the file, or none of a database in memory. */
    DatabaseFiles(@Nullable Path file) {
        this.file = file;
    }

    /** A place to look at bytes. */
    public interface BlockReader {

        /** Looks at the first bytes of a buffer, which is used again afterwards. */
        void read(byte[] buffer, int length);
    }

    /**
     * Reads the file, its log and its journal block by block; others may read and write them meanwhile.
     *
     * @param overlap how many bytes of a block come again at the beginning of the next, so that nothing is cut
     */
    public void read(int overlap, BlockReader reader) throws IOException {
        Path main = file;
        if (main == null) {
            return;
        }
        lock.lock();
        try {
            RandomAccessFile open = kept == null ? new RandomAccessFile(main.toFile(), "r") : kept;
            kept = open;
            open.seek(0);
            read(open, overlap, reader);
            // SQLite has its locks on other files, so these two may be closed.
            for (String beside : new String[] {"-wal", "-journal"}) {
                Path other = main.resolveSibling(main.getFileName() + beside);
                if (Files.exists(other)) {
                    try (RandomAccessFile log = new RandomAccessFile(other.toFile(), "r")) {
                        read(log, overlap, reader);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Not by a channel: one that its thread is interrupted in closes its file. */
    private static void read(RandomAccessFile from, int overlap, BlockReader reader) throws IOException {
        byte[] buffer = new byte[BLOCK + overlap];
        int kept = 0;
        int count = from.read(buffer, kept, BLOCK);
        while (count > 0) {
            int length = kept + count;
            reader.read(buffer, length);
            kept = Math.min(overlap, length);
            System.arraycopy(buffer, length - kept, buffer, 0, kept);
            count = from.read(buffer, kept, BLOCK);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (kept != null) {
                kept.close();
                kept = null;
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }
}
