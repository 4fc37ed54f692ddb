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
 * The files of one segment, its data and its manifest, and the form of the manifest.
 *
 * @param folder the folder of its source
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

    /**
     * Returns the text of a manifest: the {@link Segment} and the version of the format of both files.
     *
     * <p>A format that older releases cannot read gets the next version, so that they refuse it and delete nothing. Version 2
     * says that the data are sealed. The manifest itself is not: it holds counts, times and a hash, and nobody's data.
     */
    static byte[] print(Segment segment) {
        ObjectNode manifest = (ObjectNode) Json.tree(segment);
        manifest.remove(SEALED_NAME);
        manifest.put(VERSION_NAME, segment.sealed() ? SEALED : PLAIN);
        return Json.print(manifest).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the segment that the manifest describes; nothing if there is none.
     *
     * @throws ArchiveException if it cannot be read, or is that of another segment
     */
    Optional<Segment> readManifest() {
        return read(manifest());
    }

    /** Returns the segment that the pending manifest describes, like {@link #readManifest}. */
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
                            "The manifest %s is of version %s and this release reads versions %s and %s; use the release that wrote it.",
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
            PrivateFiles.syncFolderOf(data());
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
