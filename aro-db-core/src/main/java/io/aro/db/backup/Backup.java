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
 * A backup of a SQLite database that is in use, with a check of the copy.
 *
 * <p>A plain copy of the file would miss what is in the log beside it and may be torn. This one is what the database was at
 * one moment, compacted, and safe on disk before it gets its name. Only the user who runs the backup may read it.
 */
public final class Backup {

    private final Session session;

    public Backup(Session session) {
        this.session = session;
    }

    /**
     * Writes the copy, which must not be there yet.
     *
     * @throws ConfigurationException if the database is one of PostgreSQL, which has tools of its own
     * @throws BackupException if the file is there already or cannot be written, others may write its folder, or the copy
     *     does not pass its check
     */
    public BackupReport to(Path file) {
        return report(file, this::copyTo);
    }

    /**
     * Writes a sealed copy, which must not be there yet; {@link SealedBackup} opens it under the same name.
     *
     * <p>A plain copy is made first, beside the database, and deleted at last. What was sealed is read back.
     *
     * @throws ConfigurationException as {@link #to(Path)} does
     * @throws BackupException as {@link #to(Path)} does, or if another sealed backup of this database is being written
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
                    String.format(Locale.ROOT, "The backup %s was written, but is gone; run again.", file), e);
        }
    }

    private void copyTo(Path file) {
        session.run(dsl -> {
            Dialect.of(dsl.configuration()).copyTo(dsl, file);
        });
        check(file);
    }

    /**
     * What the copy holds must be the current schema, unharmed, with every foreign key satisfied.
     *
     * <p>It is named as a URI, because a question mark in a plain path begins the parameters of a URL.
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
