package io.aro.db.backup;

import io.aro.db.crypto.StreamCipher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A sealed backup and the cipher to open it into a plain database; immutable and thread-safe. */
public final class SealedBackup {

    /** The first bytes of a plain SQLite database. */
    private static final byte[] PLAIN = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final StreamCipher cipher;

    private SealedBackup(Path file, StreamCipher cipher) {
        this.file = file;
        this.cipher = cipher;
    }

    /**
     * Returns the backup in a file.
     *
     * @param file the backup, under its original file name in any folder
     * @param cipher the cipher with the keyset of the sealing
     */
    public static SealedBackup of(Path file, StreamCipher cipher) {
        return new SealedBackup(file, cipher);
    }

    /**
     * Opens the backup into a new database file readable by the owner only. No file is left after an exception.
     *
     * @throws BackupException if the backup is missing, a symbolic link or not sealed, was truncated, changed or
     *     renamed, or belongs to another keyset; or if the new file or a log of its name exists, or cannot be written
     */
    public BackupReport openTo(Path database) {
        long begun = System.nanoTime();
        requireSealed();
        requireNoLogOf(database);
        NewFile.write(database, this::open);
        try {
            return new BackupReport(database, Files.size(database), Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw new BackupException(
                    String.format(
                            Locale.ROOT,
                            "The database %s was written, but the file is missing now; run again.",
                            database),
                    e);
        }
    }

    private void requireSealed() {
        if (Files.isSymbolicLink(file)) {
            throw new BackupException(
                    String.format(Locale.ROOT, "The backup %s is a symbolic link; name its target.", file), null);
        }
        if (isInUse()) {
            throw new BackupException(
                    String.format(
                            Locale.ROOT,
                            "The file %s is a database in use, not a sealed backup; name the backup.",
                            file),
                    null);
        }
        try (InputStream head = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            if (Arrays.equals(PLAIN, head.readNBytes(PLAIN.length))) {
                throw new BackupException(
                        String.format(Locale.ROOT, "The backup %s is not sealed; use it directly as a database.", file),
                        null);
            }
        } catch (IOException e) {
            throw new BackupException(
                    String.format(Locale.ROOT, "The backup %s cannot be read; check the path.", file), e);
        }
    }

    /**
     * Returns whether a file looks like an open database, by its log or shared memory.
     *
     * <p>Such a file must not be read: closing the stream would drop this process's POSIX locks on the database.
     */
    private boolean isInUse() {
        return Stream.of("-wal", "-shm")
                .anyMatch(ending -> Files.exists(file.resolveSibling(file.getFileName() + ending)));
    }

    /** Rejects a leftover log at the new path, because SQLite would apply it to the new database. */
    private static void requireNoLogOf(Path database) {
        for (String ending : List.of("-wal", "-journal")) {
            Path log = database.resolveSibling(database.getFileName() + ending);
            if (Files.exists(log, LinkOption.NOFOLLOW_LINKS)) {
                throw new BackupException(
                        String.format(
                                Locale.ROOT,
                                "The log %s of an earlier database exists; move it away, or name another file.",
                                log),
                        null);
            }
        }
    }

    private void open(Path part) {
        try {
            new BackupSeal(file, cipher).open(file, part);
        } catch (IOException e) {
            throw new BackupException(
                    String.format(
                            Locale.ROOT,
                            "The backup %s cannot be opened: it was truncated, changed or renamed, or sealed with another keyset; use its original name and the right keyset, or take another copy.",
                            file),
                    e);
        }
    }
}
