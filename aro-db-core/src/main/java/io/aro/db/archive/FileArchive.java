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
 * An archive in a folder: for each segment a file of compressed JSON Lines and a manifest beside it.
 *
 * <p>{@code events/<id>.jsonl.gz} holds a line for each row, {@code {"table":"events","row":{…}}}, and {@code
 * events/<id>.json} says what is in it. A prepared segment ends in {@code .pending}, one that was put aside in {@code
 * .unclaimed}, and one whose rows are in the database again in {@code .restored}. Safe for several threads and processes
 * of one machine, and for kills and power cuts at any moment.
 *
 * <p>Only the user who runs the archive may read its files (mode 0600) and folders (0700). A folder that somebody else owns
 * or may write is refused by every call, and so is a symbolic link in the place of a file or of a source's folder. The
 * folders above may be root's, and {@code /tmp} with its sticky bit.
 */
public final class FileArchive implements ArchiveSink {

    private final Path folder;
    private final @Nullable StreamCipher cipher;
    private final Map<UUID, FileSegmentWriter> writers = new ConcurrentHashMap<>();
    private volatile @Nullable FolderOwner us;

    private FileArchive(Path folder, @Nullable StreamCipher cipher) {
        this.folder = folder;
        this.cipher = cipher;
    }

    /**
     * Returns the archive in a folder, which is made when it is first written to.
     *
     * @throws ArchiveException if there is something that is not a folder
     */
    public static FileArchive in(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ArchiveException(
                    String.format(Locale.ROOT, "The archive %s is not a folder; name another one.", folder), null);
        }
        return new FileArchive(folder, null);
    }

    /**
     * Returns the archive in the same folder, which seals the data of each new segment and opens those that are sealed.
     *
     * <p>Each is bound to its source and id. Plain segments of earlier runs are read as before. Manifests stay plain: they
     * hold no data of anybody. A sealed segment whose place a plain one has taken is refused by the database, which knows
     * the SHA-256 of what it archived.
     */
    public FileArchive sealedBy(StreamCipher cipher) {
        return new FileArchive(folder, cipher);
    }

    @Override
    public SegmentWriter begin(UUID id, String source) {
        SegmentFiles files = SegmentFiles.of(folder, source, id);
        requireOurs(files.folder());
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
     * What has no manifest was never prepared; one that cannot be read may be all there is of deleted rows.
     *
     * <p>A run holds the lock of its segment for as long as it is at work on it. Closing the lock removes its file, which a
     * run that was killed may have left.
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

    /** {@inheritDoc} It reads no data: the lock of the writer, the inodes and the sizes say enough. */
    @Override
    public void requirePrepared(Segment segment) {
        FileSegmentWriter writer = writers.get(segment.id());
        if (writer == null) {
            throw new ArchiveException(
                    String.format(
                            Locale.ROOT,
                            "The segment %s is not at hand here; the run that wrote it goes on with it.",
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

    /** {@inheritDoc} It looks for the pending name first, since files are renamed from that to the final one. */
    @Override
    public Optional<Segment> find(String source, UUID id) {
        SegmentFiles files = SegmentFiles.of(folder, source, id);
        requireOurs(files.folder());
        return files.readPendingManifest().or(files::readManifest);
    }

    @Override
    public void read(Segment segment, Consumer<ArchivedRow> reader) {
        SegmentData.read(ours(segment), segment, cipher, reader);
    }

    private SegmentFiles ours(Segment segment) {
        SegmentFiles files = SegmentFiles.of(folder, segment.source(), segment.id());
        requireOurs(files.folder());
        return files;
    }

    /**
     * Returns the segments that have a file of an ending, each once.
     *
     * <p>It reads names only, so that files that others rename or delete meanwhile do no harm.
     *
     * @throws ArchiveException if it cannot be read, or somebody else may write it
     */
    private List<SegmentFiles> withFilesOf(String ending) {
        Set<SegmentFiles> found = new LinkedHashSet<>();
        try {
            for (Path source : list(folder, Files::isDirectory)) {
                requireOurs(source);
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
            return List.of(); // It is made when it is first written to.
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return List.copyOf(found);
    }

    /**
     * Makes sure that the folder and that of a source, as far as they are there, are this user's alone.
     *
     * @throws ArchiveException if another user may write the folder, and so replace its files
     */
    private void requireOurs(Path source) {
        try {
            if (Files.isSymbolicLink(source)) {
                throw new ArchiveException(
                        String.format(
                                Locale.ROOT,
                                "The folder %s of the archive is a symbolic link; put the folder itself in its place.",
                                source),
                        null);
            }
            requireOurs(List.of(folder, source));
        } catch (IOException e) {
            throw ArchiveException.unsettled(folder, e);
        }
    }

    private void requireOurs(List<Path> folders) throws IOException {
        for (Path each : folders) {
            if (Files.isDirectory(each)) {
                Optional<String> objection = us(each).objectionTo(each);
                if (objection.isPresent()) {
                    throw new ArchiveException(objection.get(), null);
                }
            }
        }
    }

    private FolderOwner us(Path its) throws IOException {
        FolderOwner known = us;
        if (known == null) {
            known = FolderOwner.of(its);
            us = known;
        }
        return known;
    }
}
