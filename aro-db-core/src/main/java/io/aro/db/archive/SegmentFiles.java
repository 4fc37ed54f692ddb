package io.aro.db.archive;

import io.aro.db.crypto.FileAddress;
import io.aro.db.file.internal.PrivateFiles;
import io.aro.db.internal.json.Json;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.refusal.InvalidValueException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of a segment, data and manifest, and the format of the manifest.
 *
 * @param folder the folder of the segment's source
 * @param id the id of the segment
 */
record SegmentFiles(Path folder, UUID id) {

    static final String PENDING = ".pending";
    static final String LOCK = ".lock";

    private static final int ID_LENGTH = 36;
    private static final int PLAIN = 1;
    private static final int SEALED = 2;
    private static final String VERSION_NAME = "version";
    private static final String SEALED_NAME = "sealed";

    /** Returns the address for sealing a segment's data. */
    static FileAddress address(String source, UUID id) {
        return new FileAddress("archive " + source, id.toString());
    }

    static SegmentFiles of(Path archive, String source, UUID id) {
        return new SegmentFiles(archive.resolve(source), id);
    }

    /** Returns the segment of a file; empty for a foreign file, without a segment's id in the name. */
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

    /** Returns the draft of the manifest; an atomic rename ensures that every manifest is complete. */
    Path draftManifest() {
        return named(".json.draft" + PENDING);
    }

    Path lock() {
        return named(LOCK);
    }

    Path named(String ending) {
        return folder.resolve(id + ending);
    }

    /**
     * Returns the text of a manifest: the {@link Segment} and the version of both files' format.
     *
     * <p>Each format unreadable to older releases gets a new version; older releases then reject the segment and delete
     * nothing. Version 2 marks sealed data. The manifest is never sealed: its counts, times and hash are not personal
     * data.
     */
    static byte[] print(Segment segment) {
        ObjectNode manifest = (ObjectNode) Json.tree(segment);
        manifest.remove(SEALED_NAME);
        manifest.put(VERSION_NAME, segment.sealed() ? SEALED : PLAIN);
        return Json.print(manifest).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the segment of the final manifest; empty without a manifest.
     *
     * @throws ArchiveException if the manifest cannot be read, or belongs to another segment
     */
    Optional<Segment> readManifest() {
        return read(manifest());
    }

    /** Returns the segment of the pending manifest, like {@link #readManifest}. */
    Optional<Segment> readPendingManifest() {
        return read(pendingManifest());
    }

    private Optional<Segment> read(Path file) {
        JsonNode manifest;
        try {
            manifest = Json.read(text(file), JsonNode.class);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | InvalidValueException e) {
            throw unreadable(file, e);
        }
        try {
            int version = Json.as(Integer.class, manifest.path(VERSION_NAME), "version");
            requireKnown(file, version);
            ((ObjectNode) manifest).put(SEALED_NAME, version == SEALED);
            Segment segment = Json.as(Segment.class, manifest, "manifest");
            if (!segment.id().equals(id)) {
                throw ArchiveException.harmed(file, "has the manifest of another segment", null);
            }
            return Optional.of(segment);
        } catch (DocumentMismatchException e) {
            throw unreadable(file, e);
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void requireKnown(Path file, int version) {
        if (version != PLAIN && version != SEALED) {
            throw new ArchiveException(
                    String.format(
                            Locale.ROOT,
                            "The manifest %s is of version %s, but this release reads versions %s and %s; use the release that wrote it.",
                            file,
                            version,
                            PLAIN,
                            SEALED),
                    null);
        }
    }

    private static ArchiveException unreadable(Path file, Exception cause) {
        return new ArchiveException(
                String.format(
                        Locale.ROOT,
                        "The manifest %s %s; put it back from a copy of the archive.",
                        file,
                        Files.isSymbolicLink(file) ? "is a symbolic link" : "cannot be read"),
                cause);
    }

    /** Deletes the pending files, the manifest first: data without a manifest count as never prepared. */
    void deletePending() {
        settle(() -> {
            Files.deleteIfExists(pendingManifest());
            Files.deleteIfExists(draftManifest());
            Files.deleteIfExists(pendingData());
        });
    }

    /**
     * Renames the pending files, the manifest last: the segment stays pending until then. Idempotent.
     *
     * @throws ArchiveException if a file is missing or a link, or the size of the data is wrong
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
            PrivateFiles.syncFolderOf(data());
        } catch (IOException e) {
            throw ArchiveException.unsettled(folder, e);
        }
    }

    static void moveIfThere(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system does not support atomic renames", e);
        } catch (NoSuchFileException e) {
            // Renamed by an earlier or a concurrent call.
        }
    }

    /** A rename or deletion of a segment's files. */
    @FunctionalInterface
    interface Change {

        void apply() throws IOException;
    }

    /**
     * The attributes that reveal a replaced or changed file.
     *
     * @param key the inode; null on file systems without inodes
     * @param bytes the size
     * @param modified the time of the last change
     */
    record Stamp(@Nullable Object key, long bytes, FileTime modified) {

        /**
         * Returns the stamp of a segment's file.
         *
         * @throws ArchiveException if the file is missing, a link or a folder
         */
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes found;
            try {
                found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                throw ArchiveException.harmed(file, "does not exist", e);
            }
            if (!found.isRegularFile()) {
                throw ArchiveException.harmed(
                        file, found.isSymbolicLink() ? "is a symbolic link" : "is not a regular file", null);
            }
            return new Stamp(found.fileKey(), found.size(), found.lastModifiedTime());
        }
    }
}
