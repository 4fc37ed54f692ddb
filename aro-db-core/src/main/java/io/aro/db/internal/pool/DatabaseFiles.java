package io.aro.db.internal.pool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of an open SQLite database on disk. Thread-safe. */
public final class DatabaseFiles {

    private static final int BLOCK = 1 << 20;

    private final @Nullable Path file;

    /**
     * Creates the files of a database.
     *
     * @param file the database file; null for an in-memory database
     */
    DatabaseFiles(@Nullable Path file) {
        this.file = file;
    }

    /** Consumer of raw file content. */
    public interface BlockReader {

        /** Reads the first {@code length} bytes of the buffer. The buffer is reused after the call. */
        void read(byte[] buffer, int length);
    }

    /**
     * Reads the database file, the write-ahead log and the journal in blocks. Concurrent reads and writes are allowed.
     * Does nothing for an in-memory database.
     *
     * @param overlap the number of bytes repeated at the start of the next block, to find text across block boundaries
     * @throws IOException if a file cannot be read
     */
    public void read(int overlap, BlockReader reader) throws IOException {
        Path main = file;
        if (main == null) {
            return;
        }
        LockedFile.read(main, open -> read(open, overlap, reader));
        // SQLite keeps its locks on other files, so closing these two is safe.
        for (String beside : new String[] {"-wal", "-journal"}) {
            Path other = main.resolveSibling(main.getFileName() + beside);
            if (Files.exists(other)) {
                try (RandomAccessFile log = new RandomAccessFile(other.toFile(), "r")) {
                    read(log, overlap, reader);
                }
            }
        }
    }

    /** Reads the file in blocks. Avoids {@code FileChannel}: an interrupt of its thread would close the shared file. */
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
}
