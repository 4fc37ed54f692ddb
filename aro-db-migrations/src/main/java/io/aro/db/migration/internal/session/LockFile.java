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
 * The lock file of a SQLite database, {@code aro.db.migrate.lock} beside it. It excludes concurrent
 * migrators.
 *
 * <p>The file is never deleted. Otherwise two migrators could run at once: a waiter on the deleted file and
 * the creator of a new file. The operating system releases the lock with the end of the process, however it
 * ends.
 *
 * <p>While locked, the file holds the process id of its holder, for the log of the waiters. It is empty
 * otherwise, unless the holder was killed or interrupted. Only its creator may open the file.
 *
 * @param database the real path of the database, shared by all processes
 */
record LockFile(Path database) {

    private static final Logger LOG = LoggerFactory.getLogger(LockFile.class);
    private static final String SUFFIX = ".migrate.lock";

    /** The locked byte, far behind the text: Windows blocks reads of a locked range. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int LONGEST_ID = 20;
    private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

    /**
     * Runs the work under the lock, exclusive among processes, threads and class loaders.
     *
     * @throws MigrationException if the thread already holds the lock or is interrupted; the work is not
     *     run
     * @throws ConfigurationException if the lock file is a symbolic link; its target stays untouched
     */
    <T> T whileHeld(Supplier<T> work) {
        // POSIX keeps file locks per process, and closing any handle of the file releases the process's lock.
        // Only one thread of the process may therefore have the file open, and only once. An interned string
        // is the only monitor shared by every class loader of the process.
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

    /** An interrupt closes the channel at its next use, which releases the lock. */
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

    /** Ignores a full disk: the lock holds without the text. */
    private static void write(FileChannel channel, String text) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            LOG.debug("The lock file cannot say which process holds it.", e);
        }
    }

    /** Reads through the open channel, as closing a second channel would release the lock of the process. */
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

    /** Tries to lock. No reference is kept, as the lock lives as long as the channel. */
    private boolean isLocked(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            throw new MigrationException(
                    String.format(
                            Locale.ROOT,
                            "Other code of this process has locked %s; release the lock, then run again.",
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
