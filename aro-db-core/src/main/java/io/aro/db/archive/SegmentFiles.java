package io.aro.db.archive;

import io.aro.db.crypto.FileAddress;
import io.aro.db.internal.file.DurableFiles;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The files of one segment.
 *
 * @param folder the folder of its source
 * @param id the id of the segment
 */
record SegmentFiles(Path folder, UUID id) {

    static final String PENDING = ".pending";
    static final String LOCK = ".lock";

    private static final int ID_LENGTH = 36;

    /** Returns the address under which the data of a segment are sealed. */
    static FileAddress address(String source, UUID id) {
        return new FileAddress("archive " + source, id.toString());
    }

    static SegmentFiles of(Path archive, String source, UUID id) {
        return new SegmentFiles(archive.resolve(source), id);
    }

    /** Returns the segment that a file belongs to; nothing if it is somebody else's file. */
    static Optional<SegmentFiles> at(Path folder, Path file) {
        String name = file.getFileName().toString();
        if (name.length() < ID_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SegmentFiles(folder, UUID.fromString(name.substring(0, ID_LENGTH))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Path data() {
        return named(".jsonl.gz");
    }

    Path pendingData() {
        return named(".jsonl.gz" + PENDING);
    }

    Path manifest() {
        return named(".json");
    }

    Path pendingManifest() {
        return named(".json" + PENDING);
    }

    /** Returns the file that is written first and renamed, so that every manifest is whole. */
    Path draftManifest() {
        return named(".json.draft" + PENDING);
    }

    Path lock() {
        return named(LOCK);
    }

    Path named(String ending) {
        return folder.resolve(id + ending);
    }

    /** The manifest goes first: data without one were never prepared. */
    void deletePending() {
        settle(() -> {
            Files.deleteIfExists(pendingManifest());
            Files.deleteIfExists(draftManifest());
            Files.deleteIfExists(pendingData());
        });
    }

    /**
     * The manifest goes last: while it is pending, the segment is.
     *
     * @throws ArchiveException if a file is missing, is a link, or the data have another size than they were written with
     */
    void commit(Segment segment) {
        settle(() -> {
            Stamp.of(oneOf(pendingManifest(), manifest()));
            Path data = oneOf(pendingData(), data());
            if (Stamp.of(data).bytes() != segment.bytes()) {
                throw ArchiveException.harmed(
                        data, String.format(Locale.ROOT, "does not have its %s bytes", segment.bytes()), null);
            }
            moveIfThere(pendingData(), data());
            moveIfThere(pendingManifest(), manifest());
        });
    }

    private static Path oneOf(Path pending, Path settled) {
        return Files.exists(pending, LinkOption.NOFOLLOW_LINKS) ? pending : settled;
    }

    void settle(Change change) {
        try {
            change.apply();
            DurableFiles.syncFolderOf(data());
        } catch (IOException e) {
            throw ArchiveException.unsettled(folder, e);
        }
    }

    static void moveIfThere(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("its file system cannot rename atomically", e);
        } catch (NoSuchFileException e) {
            // Somebody has renamed it already.
        }
    }

    /** Renames or deletes files of a segment. */
    @FunctionalInterface
    interface Change {

        void apply() throws IOException;
    }

    /**
     * The traits that tell a file from one that was put in its place or changed.
     *
     * @param key the inode, where there are such
     * @param bytes the size
     * @param modified the time of the last change
     */
    record Stamp(@Nullable Object key, long bytes, FileTime modified) {

        /**
         * Returns the stamp of a file of a segment.
         *
         * @throws ArchiveException if it is missing, or there is a link or a folder in its place
         */
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes found;
            try {
                found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                throw ArchiveException.harmed(file, "is not there", e);
            }
            if (!found.isRegularFile()) {
                throw ArchiveException.harmed(file, found.isSymbolicLink() ? "is a symbolic link" : "is no file", null);
            }
            return new Stamp(found.fileKey(), found.size(), found.lastModifiedTime());
        }
    }
}
