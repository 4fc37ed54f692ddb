package io.aro.db.migration.internal.session;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.MigrationException;
import io.aro.db.error.UnavailableException;
import io.aro.db.file.internal.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is the file next to a SQLite database that keeps its migrators apart: {@code aro.db.migrate.lock}.
 *
 * <p>The file stays where it is. Removing it would let two in: one that waits on the removed file, and one that makes a
 * new file. The operating system gives the lock back when a process dies, however it dies. While the lock is held the file
 * holds the id of the process, for those that wait; it is empty otherwise, unless that process was killed or its thread
 * interrupted. Only the user who made it may open it.
 *
 * @param database the real path of the database, so that every process means the same lock file
 */
record LockFile(Path database) {

    private static final Logger LOG = LoggerFactory.getLogger(LockFile.class);
    private static final String SUFFIX = ".migrate.lock";

    /** Where the lock is: far behind the text, which Windows would not let others read otherwise. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int LONGEST_ID = 20;
    private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

    /**
     * Does the work while no other process, thread or class loader does such work on the same database.
     *
     * @throws MigrationException if the thread holds the lock already or is interrupted; the work is not done then
     * @throws ConfigurationException if the lock file is a symbolic link, whose target is left alone
     */
    <T> T whileHeld(Supplier<T> work) {
        // POSIX keeps file locks per process, and closing any handle of the file gives the process's lock back. So only
        // one thread of the process may have the file open, and only once. An interned string is the one monitor that
        // every class loader of the process shares.
        String monitor = path().toString().intern();
        if (Thread.holdsLock(monitor)) {
            throw new MigrationException(
                    String.format(Locale.ROOT, "A migration listener must not migrate %s itself.", database), null);
        }
        synchronized (monitor) {
            try (FileChannel channel = open()) {
                waitFor(channel);
                write(channel, Long.toString(ProcessHandle.current().pid()));
                requireOpen(channel);
                try {
                    return work.get();
                } finally {
                    write(channel, "");
                }
            } catch (IOException e) {
                throw cannotLock(e);
            }
        }
    }

    private FileChannel open() throws IOException {
        return PrivateFiles.openOrCreate(path());
    }

    /** An interrupt closes the channel at its next use, and the lock goes with it. */
    private static void requireOpen(FileChannel channel) {
        if (!channel.isOpen()) {
            throw new MigrationException(
                    "The thread was interrupted before it could migrate; nothing was changed. Run again.", null);
        }
    }

    private void waitFor(FileChannel channel) {
        new LockWait(database.toString(), () -> isLocked(channel), () -> holder(channel))
                .await(Polling.FOR_OTHER_MIGRATORS);
    }

    /** Leaves the text alone when the disk is full: the lock holds without it. */
    private static void write(FileChannel channel, String text) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            LOG.debug("The lock file cannot say which process holds it.", e);
        }
    }

    /** Reads by the channel at hand, because closing another one would give back a lock of this process. */
    private Optional<String> holder(FileChannel channel) {
        try {
            ByteBuffer text = ByteBuffer.allocate(LONGEST_ID);
            channel.read(text, 0);
            String id = StandardCharsets.US_ASCII.decode(text.flip()).toString();
            return ID.matcher(id).matches()
                    ? Optional.of(String.format(
                            Locale.ROOT,
                            "process %s (since %s)",
                            id,
                            Files.getLastModifiedTime(path()).toInstant().truncatedTo(ChronoUnit.SECONDS)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The lock is not kept in a variable: it lives as long as the channel. */
    private boolean isLocked(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            throw new MigrationException(
                    String.format(
                            Locale.ROOT,
                            "This process has locked %s by other means; let it leave the file alone, then run again.",
                            path()),
                    e);
        } catch (IOException e) {
            throw cannotLock(e);
        }
    }

    private AroDatabaseException cannotLock(IOException e) {
        if (Files.isSymbolicLink(path())) {
            return new ConfigurationException(
                    String.format(
                            Locale.ROOT,
                            "The lock file %s is a symbolic link; remove the link, then run again.",
                            path()),
                    e);
        }
        return new UnavailableException(
                String.format(
                        Locale.ROOT,
                        "The lock file %s cannot be locked; allow writing in its directory, which must be on a local disk.",
                        path()),
                e);
    }

    private Path path() {
        return database.resolveSibling(database.getFileName() + SUFFIX);
    }
}
