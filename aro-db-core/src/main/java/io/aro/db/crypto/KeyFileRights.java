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

/** The rights of a file that holds keys, and of its folder. */
final class KeyFileRights {

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private KeyFileRights() {}

    /**
     * Makes sure that nobody but its owner may read, write or replace the file, who is this user or root.
     *
     * @throws ConfigurationException if somebody else may, or there is a link or a folder in its place
     * @throws IOException if it is not there, or its rights cannot be read
     */
    static void require(Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (found.isSymbolicLink()) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT, "The keyset %s is a symbolic link; name the file that it leads to.", file));
        }
        if (!found.isRegularFile()) {
            throw new ConfigurationException(
                    String.format(Locale.ROOT, "The keyset %s is no file; name a file.", file));
        }
        if (isPosix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The keyset %s may be read or written by others than its owner; take that right away (chmod 600).",
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
     * Makes sure that nobody else may replace a file in the folder of this one.
     *
     * @throws ConfigurationException if somebody else may
     * @throws IOException if the rights of the folder cannot be read
     */
    static void requireFolder(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Optional<String> objection = FolderOwner.ofProcess().objectionToFileIn(folder);
        if (objection.isPresent()) {
            throw new ConfigurationException(String.format(Locale.ROOT, "%s A keyset is there.", objection.get()));
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
