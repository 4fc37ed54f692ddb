package io.aro.db.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps the archive in a folder: for each segment a file of compressed JSON Lines and a manifest beside it.
 *
 * <p>{@code events/<id>.jsonl.gz} holds a line for each row, {@code {"table":"events","row":{…}}}, and {@code
 * events/<id>.json} says what is in it. A prepared segment ends in {@code .pending}, one that was put aside in {@code
 * .unclaimed}, and one whose rows are in the database again in {@code .restored}. Safe for several threads and processes
 * of one machine, and for kills and power cuts at any moment.
 */
public final class FileArchive implements ArchiveSink {

    private final Path folder;

    private FileArchive(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the archive in a folder, which is made when it is first written to.
     *
     * @throws ArchiveException if there is something that is not a folder
     */
    public static FileArchive in(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ArchiveException("The archive %s is not a folder; name another one.".formatted(folder), null);
        }
        return new FileArchive(folder);
    }

    @Override
    public SegmentWriter begin(UUID id, String source) {
        try {
            return FileSegmentWriter.begin(SegmentFiles.of(folder, source, id), id, source);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    @Override
    public List<Segment> findPrepared() {
        List<Segment> prepared = new ArrayList<>();
        Stream.concat(all(SegmentFiles.PENDING).stream(), all(SegmentFiles.LOCK).stream())
                .distinct()
                .forEach(files -> findPrepared(files, prepared));
        return prepared;
    }

    /**
     * What has no manifest was never prepared; one that cannot be read may be all there is of deleted rows.
     *
     * <p>Closing the lock removes its file, which a run that was killed may have left.
     */
    private void findPrepared(SegmentFiles files, List<Segment> prepared) {
        try (SegmentLock lock = SegmentLock.tryLock(files)) {
            if (lock.isHeld()) {
                Manifest.read(files.pendingManifest()).ifPresentOrElse(prepared::add, files::deletePending);
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    @Override
    public void commit(Segment segment) {
        files(segment).commit();
    }

    @Override
    public void discard(Segment segment) {
        files(segment).deletePending();
    }

    @Override
    public void setAside(Segment segment) {
        SegmentFiles files = files(segment);
        files.rename(() -> {
            SegmentFiles.moveIfThere(files.pendingData(), files.named(".jsonl.gz.unclaimed"));
            SegmentFiles.moveIfThere(files.pendingManifest(), files.named(".json.unclaimed"));
        });
    }

    @Override
    public void withdraw(Segment segment) {
        SegmentFiles files = files(segment);
        files.rename(() -> {
            SegmentFiles.moveIfThere(files.manifest(), files.named(".json.restored"));
            SegmentFiles.moveIfThere(files.data(), files.named(".jsonl.gz.restored"));
        });
    }

    @Override
    public List<Segment> segments() {
        return all(".json").stream()
                .flatMap(files -> Manifest.read(files.manifest()).stream())
                .sorted(Comparator.comparing(Segment::id))
                .toList();
    }

    @Override
    public void read(Segment segment, Consumer<ArchivedRow> reader) {
        SegmentFiles files = files(segment);
        Path data = Files.exists(files.data()) ? files.data() : files.pendingData();
        SegmentReader.read(data, segment, reader);
    }

    private SegmentFiles files(Segment segment) {
        return SegmentFiles.of(folder, segment.source(), segment.id());
    }

    private List<SegmentFiles> all(String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder, 2)) {
            return paths.filter(path -> path.getFileName().toString().endsWith(ending))
                    .flatMap(path -> SegmentFiles.at(folder, path).stream())
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new ArchiveException(
                    "The archive %s cannot be read (%s); check that its folders may be listed."
                            .formatted(folder, e.getClass().getSimpleName()),
                    e);
        }
    }

    /** The class of the cause says which: no space, no permission, a file system that only reads. */
    static ArchiveException unwritable(Path place, IOException cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new ArchiveException(
                ("The archive %s cannot be written (%s); no row was deleted. Give it space and the right to write,"
                                + " and run again.")
                        .formatted(place, reason),
                cause);
    }
}
