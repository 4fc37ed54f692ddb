package io.aro.db.archive;

import io.aro.db.internal.DurableFiles;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Names the files of one segment.
 *
 * @param folder the folder of its source
 * @param id the id of the segment
 */
record SegmentFiles(Path folder, UUID id) {

    static final String PENDING = ".pending";
    static final String LOCK = ".lock";

    static SegmentFiles of(Path archive, String source, UUID id) {
        return new SegmentFiles(archive.resolve(source), id);
    }

    /** Returns the segment that a file of the archive belongs to; nothing if it is somebody else's file. */
    static Optional<SegmentFiles> at(Path archive, Path file) {
        String name = file.getFileName().toString();
        Path parent = file.getParent();
        if (parent == null || parent.equals(archive) || name.length() < 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SegmentFiles(parent, UUID.fromString(name.substring(0, 36))));
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

    /** Is written first and renamed, so that a manifest that is there is whole. */
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
        try {
            Files.deleteIfExists(pendingManifest());
            Files.deleteIfExists(draftManifest());
            Files.deleteIfExists(pendingData());
            DurableFiles.syncFolderOf(data());
        } catch (IOException e) {
            throw FileArchive.unwritable(folder, e);
        }
    }

    /** The manifest goes last: while it is pending, the segment is. */
    void commit() {
        rename(() -> {
            moveIfThere(pendingData(), data());
            moveIfThere(pendingManifest(), manifest());
        });
    }

    void rename(Renaming renaming) {
        try {
            renaming.apply();
            DurableFiles.syncFolderOf(data());
        } catch (IOException e) {
            throw FileArchive.unwritable(folder, e);
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

    /** Renames files of a segment. */
    @FunctionalInterface
    interface Renaming {

        void apply() throws IOException;
    }
}
