package io.aro.db.internal.pool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of an open SQLite database as they lie on the disk; thread-safe. */
public final class DatabaseFiles {

    private static final int BLOCK = 1 << 20;

    private final @Nullable Path file;

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
        LockedFile.read(main, open -> read(open, overlap, reader));
        // SQLite has its locks on other files, so these two may be closed.
        for (String beside : new String[] {"-wal", "-journal"}) {
            Path other = main.resolveSibling(main.getFileName() + beside);
            if (Files.exists(other)) {
                try (RandomAccessFile log = new RandomAccessFile(other.toFile(), "r")) {
                    read(log, overlap, reader);
                }
            }
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
}
