package io.aro.db.file.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes files of mode 0600 and folders of mode 0700. */
public final class PrivateFiles {

    private PrivateFiles() {}

    /**
     * Makes an empty file.
     *
     * @throws FileAlreadyExistsException if there is a file, or a link, already
     */
    public static void create(Path file) throws IOException {
        Files.createFile(file, rights(file, "rw-------"));
    }

    /**
     * Makes a file and opens it to write.
     *
     * @throws FileAlreadyExistsException if there is a file, or a link, already
     */
    public static FileChannel openNew(Path file) throws IOException {
        return open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Opens a file to read and write, which is made if it is absent; a link in its place is refused. */
    public static FileChannel openOrCreate(Path file) throws IOException {
        return open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
    }

    /** Makes a folder and the folders above it, as far as they are absent. */
    public static void createFolders(Path folder) throws IOException {
        Files.createDirectories(folder, rights(folder, "rwx------"));
    }

    private static FileChannel open(Path file, Set<OpenOption> options) throws IOException {
        return FileChannel.open(file, options, rights(file, "rw-------"));
    }

    private static FileAttribute<?>[] rights(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
