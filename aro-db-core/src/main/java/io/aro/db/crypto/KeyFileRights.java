package io.aro.db.crypto;

import io.aro.db.error.ConfigurationException;
import io.aro.db.file.internal.FolderOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Checks of the permissions of a keyset file and its folder. */
final class KeyFileRights {

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private KeyFileRights() {}

    /**
     * Requires a file of this user or of root that no other user can read, write or replace.
     *
     * @throws ConfigurationException if another user can, or the path is a link or a folder
     * @throws IOException if the file is missing, or its permissions cannot be read
     */
    static void require(Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (found.isSymbolicLink()) {
            throw new ConfigurationException(
                    String.format(Locale.ROOT, "The keyset %s is a symbolic link; name its target.", file));
        }
        if (!found.isRegularFile()) {
            throw new ConfigurationException(
                    String.format(Locale.ROOT, "The keyset %s is not a regular file; name a file.", file));
        }
        if (isPosix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The keyset %s is readable or writable by users other than its owner; run chmod 600.",
                    file));
        }
        if (!FolderOwner.ofProcess().owns(file)) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The keyset %s belongs to the user %s; name a file of your own, or run as its owner.",
                    file,
                    Files.getOwner(file).getName()));
        }
        requireFolder(file);
    }

    /**
     * Requires that no other user can replace files in the parent folder.
     *
     * @throws ConfigurationException if another user can
     * @throws IOException if the folder's permissions cannot be read
     */
    static void requireFolder(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Optional<String> objection = FolderOwner.ofProcess().objectionToFileIn(folder);
        if (objection.isPresent()) {
            throw new ConfigurationException(
                    String.format(Locale.ROOT, "%s The folder holds a keyset.", objection.get()));
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
