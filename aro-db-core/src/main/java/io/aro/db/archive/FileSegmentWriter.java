package io.aro.db.archive;

import static java.util.Objects.requireNonNull;

import io.aro.db.archive.SegmentFiles.Stamp;
import io.aro.db.crypto.StreamCipher;
import io.aro.db.file.internal.PrivateFiles;
import io.aro.db.internal.file.ProcessLock;
import io.aro.db.internal.json.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The writer of a segment's data file and manifest; holds the segment's lock until closed. */
final class FileSegmentWriter implements SegmentWriter {

    /** The timeout for the lock; a concurrent recovery may hold a new lock file briefly, to inspect it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SegmentFiles files;
    private final String source;
    private final boolean isSealed;
    private final Runnable end;
    private final ProcessLock lock;
    private final SegmentData.Output data;
    private final Map<String, Long> counts = new TreeMap<>();
    private @Nullable Instant oldest;
    private @Nullable Instant newest;
    private @Nullable PreparedSegment prepared;
    private boolean settled;

    private FileSegmentWriter(
            SegmentFiles files,
            String source,
            @Nullable StreamCipher cipher,
            Runnable end,
            ProcessLock lock,
            FileChannel channel)
            throws IOException {
        this.files = files;
        this.source = source;
        this.isSealed = cipher != null;
        this.end = end;
        this.lock = lock;
        this.data = new SegmentData.Output(channel, lock, cipher, source, files.id());
    }

    static FileSegmentWriter begin(SegmentFiles files, String source, @Nullable StreamCipher cipher, Runnable end)
            throws IOException {
        PrivateFiles.createFolders(files.folder());
        ProcessLock lock = ProcessLock.lock(files.lock(), PATIENCE);
        try {
            if (Files.exists(files.data(), LinkOption.NOFOLLOW_LINKS)) {
                throw new ArchiveException(
                        String.format(
                                Locale.ROOT,
                                "The archive already has a segment %s; use a separate archive for each database.",
                                files.id()),
                        null);
            }
            return begin(files, source, cipher, end, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Creates the data file and its writer; deletes the file if the header cannot be written. */
    static FileSegmentWriter begin(
            SegmentFiles files, String source, @Nullable StreamCipher cipher, Runnable end, ProcessLock lock)
            throws IOException {
        FileChannel channel = PrivateFiles.openNew(files.pendingData());
        try {
            return new FileSegmentWriter(files, source, cipher, end, lock, channel);
        } catch (IOException | RuntimeException e) {
            try (channel) {
                Files.deleteIfExists(files.pendingData());
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    @Override
    public void write(ArchivedRow row, Instant at) {
        try {
            data.writeLine(Json.print(row));
        } catch (IOException e) {
            throw ArchiveException.unwritable(files.folder(), e);
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
            throw new ArchiveException(
                    String.format(Locale.ROOT, "The segment %s has no rows; discard it.", files.id()), null);
        }
        try {
            String sha256 = data.finish();
            closeData();
            long bytes = Files.size(files.pendingData());
            Segment segment = new Segment(files.id(), source, counts, first, last, sha256, bytes, isSealed);
            prepared = write(segment);
            return segment;
        } catch (IOException e) {
            throw ArchiveException.unwritable(files.folder(), e);
        }
    }

    private PreparedSegment write(Segment segment) throws IOException {
        PrivateFiles.write(files.draftManifest(), SegmentFiles.print(segment));
        lock.requireHeld();
        SegmentFiles.moveIfThere(files.draftManifest(), files.pendingManifest());
        PrivateFiles.syncFolderOf(files.pendingManifest());
        PrivateFiles.syncFolderOf(files.folder());
        return PreparedSegment.of(files, segment);
    }

    /** Requires a held lock and two files unchanged since {@link #prepare}. */
    void requirePrepared() {
        PreparedSegment expected = requireNonNull(prepared, "prepared");
        try {
            lock.requireHeld();
            expected.requireUnchanged(files);
        } catch (IOException e) {
            throw ArchiveException.unwritable(files.folder(), e);
        }
    }

    @Override
    public void commit() {
        Segment segment = requireNonNull(prepared, "prepared").segment();
        try {
            lock.requireHeld();
        } catch (IOException e) {
            throw ArchiveException.unsettled(files.folder(), e);
        }
        files.commit(segment);
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
        try (lock) {
            end.run();
            closeData();
            if (prepared == null && !settled) {
                files.deletePending();
            }
        } catch (IOException e) {
            throw ArchiveException.unsettled(files.folder(), e);
        }
    }

    private void closeData() {
        try {
            data.close();
        } catch (IOException e) {
            throw ArchiveException.unsettled(files.folder(), e);
        }
    }

    /**
     * A prepared segment with the stamps of its files.
     *
     * @param segment the content of the manifest
     * @param data the stamp of the data file
     * @param manifest the stamp of the manifest
     */
    private record PreparedSegment(Segment segment, Stamp data, Stamp manifest) {

        static PreparedSegment of(SegmentFiles files, Segment segment) throws IOException {
            return new PreparedSegment(segment, Stamp.of(files.pendingData()), Stamp.of(files.pendingManifest()));
        }

        void requireUnchanged(SegmentFiles files) throws IOException {
            if (!of(files, segment).equals(this)) {
                throw ArchiveException.harmed(files.pendingData(), "was changed after its preparation", null);
            }
        }
    }
}
