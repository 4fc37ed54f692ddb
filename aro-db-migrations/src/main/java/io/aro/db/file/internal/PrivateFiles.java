package io.aro.db.file.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Files of mode 0600 and folders of mode 0700, with their synchronization to disk. */
public final class PrivateFiles {

    private PrivateFiles() {}

    /**
     * Creates an empty file.
     *
     * @throws FileAlreadyExistsException if the file, or a link in its place, exists
     */
    public static void create(Path file) throws IOException {
        Files.createFile(file, rights(file, "rw-------"));
    }

    /**
     * Creates a file and opens it for writing.
     *
     * @throws FileAlreadyExistsException if the file, or a link in its place, exists
     */
    public static FileChannel openNew(Path file) throws IOException {
        return open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Opens a file for reading and writing, and creates an absent file. Rejects a symbolic link. */
    public static FileChannel openOrCreate(Path file) throws IOException {
        return open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
    }

    /** Writes and syncs a new file. It survives a power failure once {@link #syncFolderOf} has synced its name. */
    public static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = openNew(file)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Syncs the content of an existing file. */
    public static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    /** Syncs the folder of a file. Does nothing on Windows, which syncs folders itself. */
    public static void syncFolderOf(Path file) throws IOException {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return;
        }
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Creates a folder and its absent parents. */
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
