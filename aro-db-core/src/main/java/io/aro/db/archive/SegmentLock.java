package io.aro.db.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Tells that a run is at work on a segment; the operating system lets go of it when the process dies.
 *
 * @param files the files of the segment
 * @param channel the open lock file
 * @param lock the lock, or null if another run has it
 */
record SegmentLock(
        SegmentFiles files, FileChannel channel, @Nullable FileLock lock) implements AutoCloseable {

    static SegmentLock tryLock(SegmentFiles files) throws IOException {
        FileChannel channel = FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            return new SegmentLock(files, channel, tryLock(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it.
            return null;
        }
    }

    boolean isHeld() {
        return lock != null;
    }

    /** Whoever holds the lock removes its file, which nobody waits for. */
    @Override
    public void close() throws IOException {
        if (isHeld()) {
            Files.deleteIfExists(files.lock());
        }
        channel.close();
    }
}
