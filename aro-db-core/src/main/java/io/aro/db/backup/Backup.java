package io.aro.db.backup;

import io.aro.db.crypto.StreamCipher;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.migration.Migrator;
import io.aro.db.repository.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * A backup of a SQLite database in use, with a check of the copy.
 *
 * <p>Copying the file itself would miss the write-ahead log and may tear pages. This backup is a consistent snapshot of
 * the database, compacted, and synced to disk before the final rename. Only the user of the process can read the copy.
 */
public final class Backup {

    private final Session session;

    /** Creates the backup of a session's database. */
    public Backup(Session session) {
        this.session = session;
    }

    /**
     * Writes a copy to a new file.
     *
     * @throws ConfigurationException if the database is PostgreSQL; use its own tools
     * @throws BackupException if the file exists or cannot be written, other users can write its folder, or the copy
     *     does not pass its check
     */
    public BackupReport to(Path file) {
        return report(file, this::copyTo);
    }

    /**
     * Writes a sealed copy to a new file; {@link SealedBackup} opens the copy under the same file name.
     *
     * <p>Needs space for a temporary plain copy beside the database, deleted at the end. The sealed file is read back
     * and compared.
     *
     * @throws ConfigurationException as in {@link #to(Path)}
     * @throws BackupException as in {@link #to(Path)}, or if another sealed backup of the database is running
     */
    public BackupReport to(Path file, StreamCipher cipher) {
        Optional<Path> database =
                session.read(dsl -> Dialect.of(dsl.configuration()).file(dsl));
        return report(file, part -> {
            try (PlainCopy copy = PlainCopy.of(database)) {
                copyTo(copy.file());
                new BackupSeal(file, cipher).seal(copy.file(), part);
            }
        });
    }

    private static BackupReport report(Path file, NewFile.Content content) {
        long begun = System.nanoTime();
        NewFile.write(file, content);
        try {
            return new BackupReport(file, Files.size(file), Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw new BackupException(
                    String.format(
                            Locale.ROOT,
                            "The backup %s was written, but the file is missing now; run the backup again.",
                            file),
                    e);
        }
    }

    private void copyTo(Path file) {
        session.run(dsl -> {
            Dialect.of(dsl.configuration()).copyTo(dsl, file);
        });
        check(file);
    }

    /**
     * Requires a sound copy: the current schema, no corruption, and no violated foreign key.
     *
     * <p>The path is passed as a URI, because a question mark in a plain path would start the parameters of the URL.
     */
    private static void check(Path copy) {
        try {
            Migrator.of("jdbc:sqlite:" + copy.toUri(), null, null).requireSound();
        } catch (AroDatabaseException e) {
            throw new BackupException(
                    String.format(Locale.ROOT, "The copy %s does not pass its check; see the cause.", copy), e);
        }
    }
}
