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

/** A sealed backup, which is opened into a plain database; immutable and thread-safe. */
public final class SealedBackup {

    /** A database of SQLite begins with it. */
    private static final byte[] PLAIN = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final StreamCipher cipher;

    private SealedBackup(Path file, StreamCipher cipher) {
        this.file = file;
        this.cipher = cipher;
    }

    /** Returns the backup in a file, which must have the name that it was sealed under; its folder may be another one. */
    public static SealedBackup of(Path file, StreamCipher cipher) {
        return new SealedBackup(file, cipher);
    }

    /**
     * Writes the database that was backed up into a new file that only its owner may read.
     *
     * @throws BackupException if the backup is missing, a symbolic link or not sealed, was cut off, changed or renamed, or
     *     another keyset sealed it, or if the new file or a log of its name is there already, or it cannot be written; there
     *     is no new file then
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
                    String.format(Locale.ROOT, "The database %s was written, but is gone; run again.", database), e);
        }
    }

    private void requireSealed() {
        if (Files.isSymbolicLink(file)) {
            throw new BackupException(
                    String.format(
                            Locale.ROOT, "The backup %s is a symbolic link; name the file that it leads to.", file),
                    null);
        }
        if (isInUse()) {
            throw new BackupException(
                    String.format(
                            Locale.ROOT,
                            "The file %s is a database in use and no sealed backup; name the backup.",
                            file),
                    null);
        }
        try (InputStream head = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            if (Arrays.equals(PLAIN, head.readNBytes(PLAIN.length))) {
                throw new BackupException(
                        String.format(
                                Locale.ROOT,
                                "The backup %s is not sealed; if it is the right one, use it as it is.",
                                file),
                        null);
            }
        } catch (IOException e) {
            throw new BackupException(
                    String.format(Locale.ROOT, "The backup %s cannot be read; check the path.", file), e);
        }
    }

    /** A database that this process has open would lose its POSIX locks by the end of a stream of its file. */
    private boolean isInUse() {
        return Stream.of("-wal", "-shm")
                .anyMatch(ending -> Files.exists(file.resolveSibling(file.getFileName() + ending)));
    }

    /** SQLite would take the log of a former database for that of this one. */
    private static void requireNoLogOf(Path database) {
        for (String ending : List.of("-wal", "-journal")) {
            Path log = database.resolveSibling(database.getFileName() + ending);
            if (Files.exists(log, LinkOption.NOFOLLOW_LINKS)) {
                throw new BackupException(
                        String.format(
                                Locale.ROOT,
                                "The log %s of a former database is there; move it away, or name another file.",
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
                            "The backup %s cannot be opened: it was cut off, changed or renamed, or another keyset sealed it; give it its former name and use the right keyset, or take another copy.",
                            file),
                    e);
        }
    }
}
