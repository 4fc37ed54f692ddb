package io.aro.db.archive;

import io.aro.db.crypto.StreamCipher;
import io.aro.db.internal.file.ProcessLock;
import io.aro.db.internal.value.Sha256;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The data file of a segment that is being written: lines, compressed, sealed if the archive has a cipher, and digested as
 * they are stored; serves one thread.
 */
final class SegmentOutput implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Guarded file;
    private final DigestOutputStream digest;
    private final OutputStream sealed;
    private final Compressed compressed;
    private final OutputStream lines;

    /**
     * Begins the file, with the head of the cipher if there is one.
     *
     * @param lock the lock of the segment, which is proved immediately before each write
     */
    SegmentOutput(FileChannel channel, ProcessLock lock, @Nullable StreamCipher cipher, String source, UUID id)
            throws IOException {
        this.file = new Guarded(channel, lock);
        this.digest = new DigestOutputStream(file, Sha256.create());
        OutputStream open = new Open(digest);
        this.sealed = cipher == null ? open : cipher.seal(open, SegmentFiles.address(source, id));
        this.compressed = new Compressed(sealed, BUFFER);
        this.lines = new BufferedOutputStream(compressed, BUFFER);
    }

    void writeLine(String line) throws IOException {
        lines.write(line.getBytes(StandardCharsets.UTF_8));
        lines.write('\n');
    }

    /** Completes the file, makes it durable, and returns the SHA-256 of its bytes. */
    String finish() throws IOException {
        lines.flush();
        compressed.finish();
        sealed.close();
        file.sync();
        return Sha256.hex(digest.getMessageDigest());
    }

    /** Closes the file without the rest of the buffers, which may not fit on a full disk; once more changes nothing. */
    @Override
    public void close() throws IOException {
        compressed.end();
        file.close();
    }

    /** A stream that compresses, whose native memory can be freed without writing the rest. */
    static final class Compressed extends GZIPOutputStream {

        Compressed(OutputStream file, int buffer) throws IOException {
            super(file, buffer);
        }

        /** Frees the memory; once more changes nothing. */
        void end() {
            def.end();
        }
    }

    /** A stream whose target stays open, since it is synchronised after the end of this one. */
    private static final class Open extends FilterOutputStream {

        Open(OutputStream file) {
            super(file);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** A stream into a file that proves a lock immediately before each write. */
    private static final class Guarded extends OutputStream {

        private final FileChannel channel;
        private final ProcessLock lock;

        Guarded(FileChannel channel, ProcessLock lock) {
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

        /** Makes the written bytes safe from a power cut. */
        void sync() throws IOException {
            lock.requireHeld();
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
