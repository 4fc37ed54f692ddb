package io.aro.db.archive;

import io.aro.db.internal.file.ProcessLock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A stream into a file that proves a lock immediately before each write. */
final class GuardedOutput extends OutputStream {

    private final FileChannel channel;
    private final ProcessLock lock;

    GuardedOutput(FileChannel channel, ProcessLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        lock.requireHeld();
        ByteBuffer rest = ByteBuffer.wrap(bytes, from, length);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /** Makes what was written safe from a power cut. */
    void sync() throws IOException {
        lock.requireHeld();
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
