package io.aro.db.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * The traits that tell a file from one that was put in its place or changed.
 *
 * @param key the inode, where there are such
 * @param bytes the size
 * @param modified the time of the last change
 */
record FileStamp(@Nullable Object key, long bytes, FileTime modified) {

    /**
     * Returns the stamp of a file of a segment.
     *
     * @throws ArchiveException if it is missing, or there is a link or a folder in its place
     */
    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw ArchiveException.harmed(file, "is not there", e);
        }
        if (!found.isRegularFile()) {
            throw ArchiveException.harmed(file, found.isSymbolicLink() ? "is a symbolic link" : "is no file", null);
        }
        return new FileStamp(found.fileKey(), found.size(), found.lastModifiedTime());
    }
}
