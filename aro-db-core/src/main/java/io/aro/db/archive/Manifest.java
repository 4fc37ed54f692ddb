package io.aro.db.archive;

import io.aro.db.internal.json.Json;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.refusal.InvalidValueException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of a manifest: a {@link Segment} and the version of the format of both files.
 *
 * <p>A format that older releases cannot read gets the next version, so that they refuse it and delete nothing. Version 2
 * says that the data are sealed. The manifest itself is not: it holds counts, times and a hash, and nobody's data.
 */
final class Manifest {

    private static final int PLAIN = 1;
    private static final int SEALED = 2;
    private static final String VERSION_NAME = "version";
    private static final String SEALED_NAME = "sealed";

    private Manifest() {}

    static byte[] of(Segment segment) {
        ObjectNode manifest = (ObjectNode) Json.tree(segment);
        manifest.remove(SEALED_NAME);
        manifest.put(VERSION_NAME, segment.sealed() ? SEALED : PLAIN);
        return Json.print(manifest).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns what the file says, or nothing if there is none.
     *
     * @param id the id of the segment that its name says
     */
    static Optional<Segment> read(Path file, UUID id) {
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
}
