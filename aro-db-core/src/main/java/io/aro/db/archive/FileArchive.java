package io.aro.db.archive;

import io.aro.db.crypto.StreamCipher;
import io.aro.db.file.internal.FolderOwner;
import io.aro.db.internal.file.ProcessLock;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An archive in a folder, with a gzipped JSON Lines file and a manifest for each segment.
 *
 * <p>{@code events/<id>.jsonl.gz} holds a line for each row, {@code {"table":"events","row":{…}}}. {@code
 * events/<id>.json} is the manifest. Prepared segments end in {@code .pending}, segments set aside in {@code
 * .unclaimed}, and restored segments in {@code .restored}. Safe for concurrent threads and processes of one machine.
 * Also safe against kills and power failures at any moment.
 *
 * <p>Files have mode 0600 and folders 0700, for the archive's user only. Every call rejects folders owned or writable
 * by other users. Symbolic links in place of files or of a source's folder are rejected, too. Parent folders may belong
 * to root, and may be writable with a sticky bit, as {@code /tmp} is.
 */
public final class FileArchive implements ArchiveSink {

    private final Path folder;
    private final @Nullable StreamCipher cipher;
    private final Map<UUID, FileSegmentWriter> writers = new ConcurrentHashMap<>();
    private volatile @Nullable FolderOwner owner;

    private FileArchive(Path folder, @Nullable StreamCipher cipher) {
        this.folder = folder;
        this.cipher = cipher;
    }

    /**
     * Returns the archive in a folder; the first write creates a missing folder.
     *
     * @throws ArchiveException if the path exists and is not a folder
     */
    public static FileArchive in(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ArchiveException(
                    String.format(Locale.ROOT, "The archive %s is not a folder; name a folder.", folder), null);
        }
        return new FileArchive(folder, null);
    }

    /**
     * Returns a copy that seals the data of new segments and opens sealed segments.
     *
     * <p>Each sealed segment is bound to its source and id. Plain segments of earlier runs stay readable. Manifests
     * stay plain, since they contain no personal data. The database stores the SHA-256 of each segment, and so detects
     * a plain file in place of a sealed segment.
     */
    public FileArchive sealedBy(StreamCipher cipher) {
        return new FileArchive(folder, cipher);
    }

    @Override
    public SegmentWriter begin(UUID id, String source) {
        SegmentFiles files = SegmentFiles.of(folder, source, id);
        requireOwned(files.folder());
        try {
            FileSegmentWriter writer = FileSegmentWriter.begin(files, source, cipher, () -> writers.remove(id));
            writers.put(id, writer);
            return writer;
        } catch (IOException e) {
            throw ArchiveException.unwritable(folder, e);
        }
    }

    @Override
    public List<Segment> findPrepared() {
        List<Segment> prepared = new ArrayList<>();
        Stream.of(SegmentFiles.PENDING, SegmentFiles.LOCK)
                .flatMap(ending -> withFilesOf(ending).stream())
                .distinct()
                .forEach(files -> findPrepared(files, prepared));
        return prepared;
    }

    /**
     * Adds a segment's manifest to the list, or deletes the segment's files if there is no manifest.
     *
     * <p>Segments without a manifest were never prepared. An unreadable manifest throws instead, because the segment
     * may hold the only copy of deleted rows. A running writer holds the lock of its segment. Closing the lock deletes
     * the lock file, including the file of a killed run.
     */
    private void findPrepared(SegmentFiles files, List<Segment> prepared) {
        try {
            Optional<ProcessLock> free = ProcessLock.tryLock(files.lock());
            if (free.isPresent()) {
                try (ProcessLock lock = free.get()) {
                    lock.requireHeld();
                    files.readPendingManifest().ifPresentOrElse(prepared::add, files::deletePending);
                }
            }
        } catch (IOException e) {
            throw ArchiveException.unsettled(folder, e);
        }
    }

    /** {@inheritDoc} Reads no data, but checks the writer's lock, the inodes, the sizes and the modification times. */
    @Override
    public void requirePrepared(Segment segment) {
        FileSegmentWriter writer = writers.get(segment.id());
        if (writer == null) {
            throw new ArchiveException(
                    String.format(
                            Locale.ROOT,
                            "The segment %s has no open writer here; only the run of its writer can delete its rows.",
                            segment.id()),
                    null);
        }
        writer.requirePrepared();
    }

    @Override
    public void commit(Segment segment) {
        ours(segment).commit(segment);
    }

    @Override
    public void discard(Segment segment) {
        ours(segment).deletePending();
    }

    @Override
    public void setAside(Segment segment) {
        SegmentFiles files = ours(segment);
        files.settle(() -> {
            SegmentFiles.moveIfThere(files.pendingData(), files.named(".jsonl.gz.unclaimed"));
            SegmentFiles.moveIfThere(files.pendingManifest(), files.named(".json.unclaimed"));
        });
    }

    @Override
    public void withdraw(Segment segment) {
        SegmentFiles files = ours(segment);
        files.settle(() -> {
            SegmentFiles.moveIfThere(files.manifest(), files.named(".json.restored"));
            SegmentFiles.moveIfThere(files.data(), files.named(".jsonl.gz.restored"));
        });
    }

    @Override
    public List<Segment> segments() {
        return withFilesOf(".json").stream()
                .flatMap(files -> files.readManifest().stream())
                .sorted(Comparator.comparing(Segment::id))
                .toList();
    }

    /** {@inheritDoc} Looks for the pending name first, because a commit renames it to the final name. */
    @Override
    public Optional<Segment> find(String source, UUID id) {
        SegmentFiles files = SegmentFiles.of(folder, source, id);
        requireOwned(files.folder());
        return files.readPendingManifest().or(files::readManifest);
    }

    @Override
    public void read(Segment segment, Consumer<ArchivedRow> reader) {
        SegmentData.read(ours(segment), segment, cipher, reader);
    }

    private SegmentFiles ours(Segment segment) {
        SegmentFiles files = SegmentFiles.of(folder, segment.source(), segment.id());
        requireOwned(files.folder());
        return files;
    }

    /**
     * Returns the segments with a file of an ending, without duplicates.
     *
     * <p>Reads only file names, so concurrent renames and deletions do no harm.
     *
     * @throws ArchiveException if a folder cannot be listed, or is owned or writable by another user
     */
    private List<SegmentFiles> withFilesOf(String ending) {
        Set<SegmentFiles> found = new LinkedHashSet<>();
        try {
            for (Path source : list(folder, Files::isDirectory)) {
                requireOwned(source);
                list(source, file -> file.getFileName().toString().endsWith(ending))
                        .forEach(file -> SegmentFiles.at(source, file).ifPresent(found::add));
            }
        } catch (IOException e) {
            throw new ArchiveException(
                    String.format(
                            Locale.ROOT,
                            "The archive %s cannot be read (%s); check that its folders may be listed.",
                            folder,
                            e.getClass().getSimpleName()),
                    e);
        }
        return List.copyOf(found);
    }

    private static List<Path> list(Path parent, DirectoryStream.Filter<Path> which) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, which)) {
            files.forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of(); // Nothing was written yet.
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return List.copyOf(found);
    }

    /**
     * Requires that only this user owns and can write the archive's and a source's folder. Missing folders pass.
     *
     * @throws ArchiveException if another user can write a folder and so replace its files
     */
    private void requireOwned(Path source) {
        try {
            if (Files.isSymbolicLink(source)) {
                throw new ArchiveException(
                        String.format(
                                Locale.ROOT,
                                "The folder %s of the archive is a symbolic link; replace it with the folder itself.",
                                source),
                        null);
            }
            requireOwned(List.of(folder, source));
        } catch (IOException e) {
            throw ArchiveException.unsettled(folder, e);
        }
    }

    private void requireOwned(List<Path> folders) throws IOException {
        for (Path each : folders) {
            if (Files.isDirectory(each)) {
                Optional<String> objection = owner(each).objectionTo(each);
                if (objection.isPresent()) {
                    throw new ArchiveException(objection.get(), null);
                }
            }
        }
    }

    private FolderOwner owner(Path each) throws IOException {
        FolderOwner known = owner;
        if (known == null) {
            known = FolderOwner.of(each);
            owner = known;
        }
        return known;
    }
}
