package io.aro.db.spring.retention;

import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.FileArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The folder of the archive, checked at the start of the service. */
final class ArchiveFolder {

    private ArchiveFolder() {}

    /**
     * Returns the archive in a folder.
     *
     * <p>The library would create a missing folder on the first write. In a container, an absent mount would then go
     * unnoticed and the archive would end with the container.
     *
     * @throws MissingArchiveException if the folder is not named, does not exist or cannot be written
     */
    static FileArchive open(@Nullable Path folder) {
        if (folder == null) {
            throw new MissingArchiveException("Retention is on, but has no folder for its archive.", null);
        }
        if (!Files.exists(folder)) {
            throw refused(folder, "does not exist", null);
        }
        if (!Files.isWritable(folder)) {
            throw refused(folder, "cannot be written by this process", null);
        }
        try {
            return FileArchive.in(folder);
        } catch (ArchiveException e) {
            throw refused(folder, "is not a folder", e);
        }
    }

    private static MissingArchiveException refused(Path folder, String how, @Nullable Throwable cause) {
        String sentence = String.format(Locale.ROOT, "The folder %s of the archive %s.", folder.toAbsolutePath(), how);
        return new MissingArchiveException(sentence, cause);
    }
}
