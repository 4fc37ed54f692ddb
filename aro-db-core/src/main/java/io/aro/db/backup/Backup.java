package io.aro.db.backup;

import io.aro.db.connection.Session;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.file.FolderOwner;
import io.aro.db.file.PrivateFiles;
import io.aro.db.internal.Dialect;
import io.aro.db.internal.DurableFiles;
import io.aro.db.internal.ProcessLock;
import io.aro.db.migration.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies a SQLite database while others read and write it, and checks the copy.
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
        long begun = System.nanoTime();
        requireAbsent(file);
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BackupException(
                    "The folder %s does not exist; make it or correct the path.".formatted(folder), null);
        }
        requireUnshared(folder);
        try (ProcessLock lock = lockOf(file)) {
            write(file, lock);
            return new BackupReport(file, Files.size(file), Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw new BackupException(
                    "The backup %s cannot be written; check the folder and its free space.".formatted(file), e);
        }
    }

    /** Whoever may write the folder could put a file of their own in the place of the copy. */
    private static void requireUnshared(Path folder) {
        try {
            Optional<String> objection = FolderOwner.of(folder).objectionToFileIn(folder);
            if (objection.isPresent()) {
                throw new BackupException(objection.get(), null);
            }
        } catch (IOException e) {
            throw new BackupException("The folder %s cannot be looked at; check its rights.".formatted(folder), e);
        }
    }

    /** Two backups of one name would write into the same unfinished copy. */
    private static ProcessLock lockOf(Path file) throws IOException {
        return ProcessLock.tryLock(file.resolveSibling(file.getFileName() + ".aro-db.lock"))
                .orElseThrow(() -> new BackupException(
                        "Another backup is writing %s at this moment; name another file.".formatted(file), null));
    }

    private void write(Path file, ProcessLock lock) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".aro-db.part");
        try {
            Files.deleteIfExists(part);
            PrivateFiles.create(part);
            session.<@Nullable Void>write(dsl -> {
                Dialect.of(dsl.configuration()).copyTo(dsl, part);
                return null;
            });
            check(part);
            DurableFiles.sync(part);
            lock.requireHeld();
            requireAbsent(file);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.syncFolderOf(file);
        } finally {
            delete(part);
        }
    }

    private static void requireAbsent(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BackupException("The file %s is there already; name another one.".formatted(file), null);
        }
    }

    /**
     * What the copy holds must be the current schema, unharmed, with every foreign key satisfied.
     *
     * <p>It is named as a URI, because a question mark in a plain path begins the parameters of a URL.
     */
    private static void check(Path copy) {
        try {
            Migrator.of("jdbc:sqlite:" + copy.toUri(), null, null).validate();
        } catch (AroDatabaseException e) {
            throw new BackupException("The copy %s does not pass its check; see the cause.".formatted(copy), e);
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new BackupException("The unfinished copy %s cannot be deleted; delete it.".formatted(part), e);
        }
    }
}
