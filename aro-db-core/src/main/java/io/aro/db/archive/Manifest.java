package io.aro.db.archive;

import io.aro.db.error.DocumentMismatchException;
import io.aro.db.error.InvalidValueException;
import io.aro.db.internal.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Is the form of a manifest: what a {@link Segment} has, and the version of the format of both files.
 *
 * <p>A format that older releases cannot read gets the next version, so that they refuse it and delete nothing.
 */
final class Manifest {

    private static final int VERSION = 1;
    private static final String VERSION_NAME = "version";

    private Manifest() {}

    static byte[] of(Segment segment) {
        ObjectNode manifest = (ObjectNode) Json.tree(segment);
        manifest.put(VERSION_NAME, VERSION);
        return Json.print(manifest).getBytes(StandardCharsets.UTF_8);
    }

    /** Returns what the file says, or nothing if there is none. */
    static Optional<Segment> read(Path file) {
        JsonNode manifest;
        try {
            manifest = Json.read(text(file), JsonNode.class);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | InvalidValueException e) {
            throw unreadable(file, e);
        }
        try {
            requireKnown(file, Json.as(Integer.class, manifest.path(VERSION_NAME), "version"));
            return Optional.of(Json.as(Segment.class, manifest, "manifest"));
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
        if (version != VERSION) {
            throw new ArchiveException(
                    "The manifest %s is of version %s and this release reads version %s; use the release that wrote it."
                            .formatted(file, version, VERSION),
                    null);
        }
    }

    private static ArchiveException unreadable(Path file, Exception cause) {
        return new ArchiveException(
                "The manifest %s %s; put it back from a copy of the archive."
                        .formatted(file, Files.isSymbolicLink(file) ? "is a symbolic link" : "cannot be read"),
                cause);
    }
}
