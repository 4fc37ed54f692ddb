package io.aro.db.migration;

import io.aro.db.error.MigrationException;
import io.aro.db.error.UnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/**
 * Is the file next to a SQLite database that keeps its migrators apart: {@code aro.db.migrate.lock}.
 *
 * <p>The file is empty and stays where it is. Removing it would let two in: one that waits on the removed file, and one
 * that makes a new file. The operating system gives the lock back when a process dies, however it dies.
 *
 * @param database the real path of the database, so that every process means the same lock file
 */
record LockFile(Path database) {

    private static final String SUFFIX = ".migrate.lock";

    /** Does the work while no other process, thread or class loader does such work on the same database. */
    <T> T whileHeld(Supplier<T> work) {
        // POSIX keeps file locks per process, and closing any handle of the file gives the process's lock back. So only
        // one thread of the process may have the file open. An interned string is the one monitor that every class
        // loader of the process shares.
        synchronized (path().toString().intern()) {
            try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                waitFor(channel);
                return work.get();
            } catch (IOException e) {
                throw cannotLock(e);
            }
        }
    }

    private void waitFor(FileChannel channel) {
        Patience.FOR_OTHER_MIGRATORS.until(
                () -> isLocked(channel),
                "Another process still migrates %s after %s minutes; wait for it or end it, then run again."
                        .formatted(
                                database, Patience.FOR_OTHER_MIGRATORS.limit().toMinutes()));
    }

    /** The lock is not kept in a variable: it lives as long as the channel. */
    private boolean isLocked(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            throw new MigrationException("A migration listener must not migrate %s itself.".formatted(database), e);
        } catch (IOException e) {
            throw cannotLock(e);
        }
    }

    private UnavailableException cannotLock(IOException e) {
        return new UnavailableException(
                "The lock file %s cannot be locked; allow writing in its directory, which must be on a local disk."
                        .formatted(path()),
                e);
    }

    private Path path() {
        return database.resolveSibling(database.getFileName() + SUFFIX);
    }
}
