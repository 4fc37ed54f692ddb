package io.aro.db.archive;

import io.aro.db.file.internal.FolderOwner;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder of an archive with a folder for each source of segments; thread-safe. */
final class ArchiveFolder {

    private final Path path;
    private volatile @Nullable FolderOwner us;

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
     *
     * @throws ArchiveException if it cannot be read, or somebody else may write it
     */
    List<SegmentFiles> withFilesOf(String ending) {
        Set<SegmentFiles> found = new LinkedHashSet<>();
        try {
            for (Path source : list(path, Files::isDirectory)) {
                requireOurs(source);
                list(source, file -> file.getFileName().toString().endsWith(ending))
                        .forEach(file -> SegmentFiles.at(source, file).ifPresent(found::add));
            }
        } catch (IOException e) {
            throw new ArchiveException(
                    String.format(
                            Locale.ROOT,
                            "The archive %s cannot be read (%s); check that its folders may be listed.",
                            path,
                            e.getClass().getSimpleName()),
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
     * Makes sure that the folder and that of a source, as far as they are there, are this user's alone.
     *
     * @throws ArchiveException if not: whoever may write a folder may replace what is in it
     */
    void requireOurs(Path source) {
        try {
            if (Files.isSymbolicLink(source)) {
                throw new ArchiveException(
                        String.format(
                                Locale.ROOT,
                                "The folder %s of the archive is a symbolic link; put the folder itself in its place.",
                                source),
                        null);
            }
            requireOurs(List.of(path, source));
        } catch (IOException e) {
            throw ArchiveException.unsettled(path, e);
        }
    }

    private void requireOurs(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                Optional<String> objection = us(folder).objectionTo(folder);
                if (objection.isPresent()) {
                    throw new ArchiveException(objection.get(), null);
                }
            }
        }
    }

    private FolderOwner us(Path folder) throws IOException {
        FolderOwner known = us;
        if (known == null) {
            known = FolderOwner.of(folder);
            us = known;
        }
        return known;
    }
}
