package io.aro.db.archive;

import io.aro.db.internal.DurableFiles;
import io.aro.db.internal.Json;
import io.aro.db.internal.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes a segment into its two files. */
final class FileSegmentWriter implements SegmentWriter {

    private static final int BUFFER = 1 << 16;

    private final SegmentFiles files;
    private final UUID id;
    private final String source;
    private final SegmentLock lock;
    private final FileChannel channel;
    private final DigestOutputStream digest;
    private final OutputStream lines;
    private final Map<String, Long> counts = new TreeMap<>();
    private @Nullable Instant oldest;
    private @Nullable Instant newest;
    private @Nullable Segment prepared;
    private boolean settled;

    private FileSegmentWriter(SegmentFiles files, UUID id, String source, SegmentLock lock, FileChannel channel)
            throws IOException {
        this.files = files;
        this.id = id;
        this.source = source;
        this.lock = lock;
        this.channel = channel;
        this.digest = new DigestOutputStream(Channels.newOutputStream(channel), Sha256.create());
        this.lines = new BufferedOutputStream(new GZIPOutputStream(digest, BUFFER), BUFFER);
    }

    static FileSegmentWriter begin(SegmentFiles files, UUID id, String source) throws IOException {
        Files.createDirectories(files.folder());
        if (Files.exists(files.data())) {
            throw new ArchiveException(
                    "The archive has a segment %s already; give each database an archive of its own.".formatted(id),
                    null);
        }
        SegmentLock lock = SegmentLock.tryLock(files);
        try {
            FileChannel channel =
                    FileChannel.open(files.pendingData(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new FileSegmentWriter(files, id, source, lock, channel);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public void write(ArchivedRow row, Instant at) {
        try {
            lines.write(Json.print(row).getBytes(StandardCharsets.UTF_8));
            lines.write('\n');
        } catch (IOException e) {
            throw FileArchive.unwritable(files.folder(), e);
        }
        counts.merge(row.table(), 1L, Long::sum);
        oldest = oldest == null || at.isBefore(oldest) ? at : oldest;
        newest = newest == null || at.isAfter(newest) ? at : newest;
    }

    @Override
    public Segment prepare() {
        Instant first = oldest;
        Instant last = newest;
        if (first == null || last == null) {
            throw new ArchiveException("The segment %s has no rows; discard it.".formatted(id), null);
        }
        try {
            lines.close();
            channel.close();
            DurableFiles.sync(files.pendingData());
            String sha256 = Sha256.hex(digest.getMessageDigest());
            Segment segment = new Segment(id, source, counts, first, last, sha256, Files.size(files.pendingData()));
            write(segment);
            prepared = segment;
            return segment;
        } catch (IOException e) {
            throw FileArchive.unwritable(files.folder(), e);
        }
    }

    private void write(Segment segment) throws IOException {
        DurableFiles.write(files.draftManifest(), Manifest.of(segment));
        SegmentFiles.moveIfThere(files.draftManifest(), files.pendingManifest());
        DurableFiles.syncFolderOf(files.pendingManifest());
        DurableFiles.syncFolderOf(files.folder());
    }

    @Override
    public void commit() {
        files.commit();
        settled = true;
    }

    @Override
    public void discard() {
        closeData();
        files.deletePending();
        settled = true;
    }

    @Override
    public void close() {
        closeData();
        if (prepared == null && !settled) {
            files.deletePending();
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is left in the buffers may no longer fit on a full disk; the file is deleted anyway. */
    private void closeData() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileArchive.unwritable(files.folder(), e);
        }
    }
}
