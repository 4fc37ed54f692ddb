package io.aro.db.error.internal;

import io.aro.db.error.UnavailableException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The native library of SQLite's driver, which is unpacked into a folder for temporary files and loaded from there.
 *
 * <p>Where that cannot be, the driver logs stack traces that do not name the reason. So the folder is looked at before.
 */
public final class SqliteLibrary {

    private static final String FOLDER = "org.sqlite.tmpdir";

    /** The library takes one to two megabytes, depending on the platform. */
    private static final long ROOM = 2 << 20;

    /** The driver loads the library once in a process, and needs no folder afterwards. */
    private static final AtomicBoolean LOOKED_AT = new AtomicBoolean();

    private SqliteLibrary() {}

    /**
     * Returns if the driver has a place for its library; looks only once in a process.
     *
     * @throws UnavailableException if it has none; the message names the folder and the property to set
     */
    public static void requirePlace() {
        if (!LOOKED_AT.get() && !isInstalled()) {
            obstacle(folder()).ifPresent(obstacle -> {
                throw new UnavailableException(sentence(obstacle), null);
            });
            LOOKED_AT.set(true);
        }
    }

    /** Returns the exception for a library that the driver could not load. */
    static UnavailableException notLoaded(Throwable error) {
        return new UnavailableException(
                sentence(obstacle(folder())
                        .orElse("from where it cannot be loaded; see that it is one for this platform")),
                error);
    }

    private static String sentence(String obstacle) {
        return String.format(
                Locale.ROOT,
                "SQLite's driver unpacks its library into %s, %s, or name another folder by -D%s=<folder>.",
                folder(),
                obstacle,
                FOLDER);
    }

    /** Returns what is wrong with the folder and how to mend it; nothing if it will do. */
    private static Optional<String> obstacle(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.of("which is no folder; make it");
        }
        if (!Files.isWritable(folder)) {
            return Optional.of("where this user may not write; allow it");
        }
        if (folder.toFile().getUsableSpace() < ROOM) {
            return Optional.of("where the disk is full; free some space");
        }
        return mayExecuteIn(folder)
                ? Optional.empty()
                : Optional.of("where nothing may be executed, as it is mounted noexec; mount it without");
    }

    /** Asks with a file of its own, because a folder does not tell how its file system is mounted. */
    private static boolean mayExecuteIn(Path folder) {
        try {
            Path probe = Files.createTempFile(folder, "aro-db-", ".probe");
            try {
                return !probe.toFile().setExecutable(true) || Files.isExecutable(probe);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return true; // The driver will meet the same, and say it.
        }
    }

    /** Tells whether the driver is told of a library, or finds one, that need not be unpacked. */
    private static boolean isInstalled() {
        String library = System.mapLibraryName("sqlitejdbc");
        String folders = System.getProperty("java.library.path", "");
        return System.getProperty("org.sqlite.lib.path") != null
                || Stream.of(folders.split(Pattern.quote(File.pathSeparator), -1))
                        .anyMatch(folder -> new File(folder, library).exists());
    }

    private static Path folder() {
        String ofAll = System.getProperty("java.io.tmpdir", "");
        return Path.of(System.getProperty(FOLDER, ofAll)).toAbsolutePath();
    }
}
