package io.aro.db.archive;

import io.aro.db.crypto.StreamCipher;
import io.aro.db.internal.file.ProcessLock;
import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Sha256;
import io.aro.db.refusal.InvalidValueException;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The data file of a segment: gzipped lines, each with a row, and sealed if the archive has a cipher.
 *
 * <p>The SHA-256 covers the stored bytes. The nested classes are not thread-safe.
 */
final class SegmentData {

    private static final int BUFFER = 1 << 16;

    private SegmentData() {}

    /**
     * Passes the rows of a prepared or committed segment to a reader.
     *
     * @throws ArchiveException if the file is missing or unreadable, or does not match the manifest
     */
    static void read(SegmentFiles files, Segment segment, @Nullable StreamCipher cipher, Consumer<ArchivedRow> reader) {
        new Reader(segment, cipher, reader).read(files);
    }

    /** The output of a data file: compresses lines, seals them if there is a cipher, and digests the stored bytes. */
    static final class Output implements AutoCloseable {

        private final Guarded file;
        private final DigestOutputStream digest;
        private final OutputStream sealed;
        private final Compressed compressed;
        private final OutputStream lines;

        /**
         * Begins the file with the cipher's header, if any.
         *
         * @param lock the lock of the segment, verified before each write
         */
        Output(FileChannel channel, ProcessLock lock, @Nullable StreamCipher cipher, String source, UUID id)
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

        /** Completes the file, syncs it to disk, and returns the SHA-256 of the stored bytes. */
        String finish() throws IOException {
            lines.flush();
            compressed.finish();
            sealed.close();
            file.sync();
            return Sha256.hex(digest.getMessageDigest());
        }

        /** Closes the file without flushing, since a full disk cannot take the buffers; idempotent. */
        @Override
        public void close() throws IOException {
            compressed.end();
            file.close();
        }
    }

    /** A single pass over the data with a final check against the manifest. */
    private static final class Reader {

        private final Segment segment;
        private final @Nullable StreamCipher cipher;
        private final Consumer<ArchivedRow> reader;

        Reader(Segment segment, @Nullable StreamCipher cipher, Consumer<ArchivedRow> reader) {
            this.segment = segment;
            this.cipher = cipher;
            this.reader = reader;
        }

        /** Tries the final, the pending and again the final name, because a concurrent commit renames the file. */
        void read(SegmentFiles files) {
            for (Path data : List.of(files.data(), files.pendingData())) {
                if (isRead(data)) {
                    return;
                }
            }
            if (!isRead(files.data())) {
                throw ArchiveException.harmed(files.data(), "does not exist", null);
            }
        }

        /** Reads the file; returns false if it does not exist. */
        private boolean isRead(Path data) {
            try (InputStream file = Files.newInputStream(data, LinkOption.NOFOLLOW_LINKS)) {
                read(file, data);
                return true;
            } catch (NoSuchFileException e) {
                return false;
            } catch (IOException e) {
                throw ArchiveException.harmed(data, unreadable(data), e);
            }
        }

        private String unreadable(Path data) {
            if (Files.isSymbolicLink(data)) {
                return "is a symbolic link";
            }
            return segment.sealed()
                    ? "cannot be opened: it was cut off or changed, or another keyset sealed it; use the right keyset, or"
                    : "cannot be read";
        }

        private void read(InputStream file, Path data) throws IOException {
            Map<String, Long> counts = new TreeMap<>();
            String sha256;
            try (DigestInputStream digest = new DigestInputStream(file, Sha256.create());
                    InputStream opened = open(digest, data);
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(new GZIPInputStream(opened, BUFFER), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    ArchivedRow row = parse(data, line);
                    counts.merge(row.table(), 1L, Long::sum);
                    reader.accept(row);
                }
                opened.transferTo(OutputStream.nullOutputStream());
                digest.transferTo(OutputStream.nullOutputStream());
                sha256 = Sha256.hex(digest.getMessageDigest());
            }
            if (!sha256.equals(segment.sha256()) || !counts.equals(new TreeMap<>(segment.rows()))) {
                throw ArchiveException.harmed(data, "does not match its manifest", null);
            }
        }

        /** Returns the plain stream of the data; plain segments stay readable in a sealed archive. */
        private InputStream open(InputStream file, Path data) throws IOException {
            if (!segment.sealed()) {
                return file;
            }
            if (cipher == null) {
                throw new ArchiveException(
                        String.format(
                                Locale.ROOT,
                                "The segment %s is sealed; open the archive with its keyset (FileArchive.in(…).sealedBy(…)).",
                                data),
                        null);
            }
            return cipher.open(file, SegmentFiles.address(segment.source(), segment.id()));
        }

        private static ArchivedRow parse(Path data, String line) {
            ArchivedRow row;
            try {
                row = Json.read(line, ArchivedRow.class);
            } catch (InvalidValueException e) {
                throw ArchiveException.harmed(data, "has a malformed line", e);
            }
            if (row == null
                    || row.table() == null
                    || row.row() == null
                    || !row.row().isObject()) {
                throw ArchiveException.harmed(data, "has a malformed line", null);
            }
            return row;
        }
    }

    /** A gzip stream whose native memory can be freed without another write. */
    static final class Compressed extends GZIPOutputStream {

        Compressed(OutputStream file, int buffer) throws IOException {
            super(file, buffer);
        }

        /** Frees the native memory; idempotent. */
        void end() {
            def.end();
        }
    }

    /** A stream that leaves its target open; {@code close} only flushes, and the file is synced later. */
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

    /** A stream into a file that verifies the lock before each write. */
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

        /** Syncs the written bytes to disk. */
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
