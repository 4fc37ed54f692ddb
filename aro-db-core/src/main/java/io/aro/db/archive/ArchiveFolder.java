package io.aro.db.archive;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder of an archive with a folder for each source of segments; thread-safe. */
final class ArchiveFolder {

    private final Path path;
    private volatile @Nullable UserPrincipal us;

    ArchiveFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * Returns the segments that have a file of an ending, each once.
     *
     * <p>It reads names only, so that files that others rename or delete meanwhile do no harm.
     */
    List<SegmentFiles> withFilesOf(String ending) {
        Set<SegmentFiles> found = new LinkedHashSet<>();
        try {
            for (Path source : list(path, Files::isDirectory)) {
                list(source, file -> file.getFileName().toString().endsWith(ending))
                        .forEach(file -> SegmentFiles.at(source, file).ifPresent(found::add));
            }
        } catch (IOException e) {
            throw new ArchiveException(
                    "The archive %s cannot be read (%s); check that its folders may be listed."
                            .formatted(path, e.getClass().getSimpleName()),
                    e);
        }
        return List.copyOf(found);
    }

    private static List<Path> list(Path folder, DirectoryStream.Filter<Path> which) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, which)) {
            files.forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of(); // It is made when it is first written to.
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return List.copyOf(found);
    }

    /**
     * Makes sure that nobody else owns the folder or that of a source, where there are owners.
     *
     * @throws ArchiveException if somebody else does: whoever owns a folder may replace what is in it
     */
    void requireOurs(Path source) {
        try {
            for (Path folder : List.of(path, source)) {
                if (Files.isDirectory(folder)
                        && folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    requireOwner(folder);
                }
            }
        } catch (IOException e) {
            throw ArchiveException.unsettled(path, e);
        }
    }

    private void requireOwner(Path folder) throws IOException {
        UserPrincipal owner = Files.getOwner(folder);
        if (!owner.equals(us(folder))) {
            throw new ArchiveException(
                    "The folder %s of the archive belongs to the user %s and not to %s; name a folder of your own, or run as its owner."
                            .formatted(folder, owner.getName(), us(folder).getName()),
                    null);
        }
    }

    /** Asks who owns a new file; the name of a user says little inside of a container. */
    private UserPrincipal us(Path folder) throws IOException {
        UserPrincipal known = us;
        if (known == null) {
            Path probe = Files.createTempFile(folder, "aro-db", ".owner");
            try {
                known = Files.getOwner(probe);
            } finally {
                Files.delete(probe);
            }
            us = known;
        }
        return known;
    }
}
