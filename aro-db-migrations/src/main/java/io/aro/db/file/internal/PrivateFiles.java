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

/** Files of mode 0600 and folders of mode 0700, and their safety from a power cut. */
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

    /** Writes a new file, which survives a power cut once {@link #syncFolderOf} has made its name safe, too. */
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

    /** Syncs the folder of a file; Windows does so by itself. */
    public static void syncFolderOf(Path file) throws IOException {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return;
        }
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
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
