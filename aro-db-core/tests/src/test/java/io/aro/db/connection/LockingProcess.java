package io.aro.db.connection;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A probe from a second process for SQLite's shared lock on a file. */
final class LockingProcess {

    /** The constant {@code SHARED_FIRST} in {@code os.h} of SQLite: two bytes after the first gigabyte. */
    private static final long SHARED_FIRST = 0x4000_0002L;

    private static final long SHARED_SIZE = 510;

    private LockingProcess() {}

    /**
     * Prints whether the file is locked.
     *
     * @param arguments the file
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        try (FileChannel file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
            FileLock lock = file.tryLock(SHARED_FIRST, SHARED_SIZE, false);
            System.out.println(lock == null ? "locked" : "free");
        }
    }
}
