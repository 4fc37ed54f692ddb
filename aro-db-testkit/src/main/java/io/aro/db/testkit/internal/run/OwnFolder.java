package io.aro.db.testkit.internal.run;

import io.aro.db.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * A folder writable only by the current user.
 *
 * <p>In a shared temporary folder, any user can create a folder of a predictable name first and plant programs there.
 */
final class OwnFolder {

    private static final String ELSEWHERE = "name another temporary folder with -Djava.io.tmpdir.";

    private OwnFolder() {}

    /**
     * Creates the folder, or verifies an existing folder. File systems without owners need no verification.
     *
     * @throws ConfigurationException if the parent folder is unusable, or another user owns the folder or has write
     *     permission
     */
    static void create(Path folder) throws IOException {
        Path around = around(folder);
        if (!Files.isDirectory(around)) {
            throw new ConfigurationException(
                    "The temporary folder " + around + " does not exist; create it, or " + ELSEWHERE);
        }
        boolean hasOwners = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            if (hasOwners) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException e) {
            if (hasOwners) {
                requireOurs(folder);
            }
        } catch (AccessDeniedException e) {
            throw new ConfigurationException(
                    "The temporary folder " + around + " cannot be written to; " + ELSEWHERE, e);
        }
    }

    private static Path around(Path folder) {
        return Objects.requireNonNull(folder.toAbsolutePath().getParent());
    }

    private static void requireOurs(Path folder) throws IOException {
        PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isDirectory()) {
            throw new ConfigurationException("There is a file or a link at " + folder
                    + ", where the tests keep their files; delete it, or " + ELSEWHERE);
        }
        UserPrincipal us = us(around(folder));
        if (!found.owner().equals(us)) {
            throw new ConfigurationException("The folder " + folder + ", where the tests keep their files, belongs to "
                    + found.owner().getName() + " and not to " + us.getName() + "; delete it, or " + ELSEWHERE);
        }
        if (found.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || found.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new ConfigurationException("Other users may write to the folder " + folder
                    + ", where the tests keep their files; delete it, or " + ELSEWHERE);
        }
    }

    /** Returns the owner of files created by this process; the user name is unreliable in a container. */
    private static UserPrincipal us(Path around) throws IOException {
        Path probe = Files.createTempFile(around, "aro-db-testkit", ".owner");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    /** Lets other users reach files in the folder by name. */
    static void letOthersThrough(Path folder) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
        if (permissions.addAll(EnumSet.of(PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE))) {
            Files.setPosixFilePermissions(folder, permissions);
        }
    }
}
