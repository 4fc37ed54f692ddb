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
 * The native library of SQLite's driver. The driver unpacks it into a folder for temporary files and loads it
 * from there.
 *
 * <p>If unpacking fails, the driver logs stack traces without the reason. This class checks the folder first.
 */
public final class SqliteLibrary {

    private static final String FOLDER = "org.sqlite.tmpdir";

    /** The library takes one to two megabytes, depending on the platform. */
    private static final long ROOM = 2 << 20;

    /** The driver loads the library once per process and needs no folder afterwards. */
    private static final AtomicBoolean LOOKED_AT = new AtomicBoolean();

    private SqliteLibrary() {}

    /**
     * Checks that the driver can unpack its library. Runs once per process.
     *
     * @throws UnavailableException if the folder is unusable; the message names the folder and the
     *     property to set
     */
    public static void requirePlace() {
        if (!LOOKED_AT.get() && !isInstalled()) {
            obstacle(folder()).ifPresent(obstacle -> {
                throw new UnavailableException(sentence(obstacle), null);
            });
            LOOKED_AT.set(true);
        }
    }

    /** Returns the exception for a failed load of the library. */
    static UnavailableException notLoaded(Throwable error) {
        return new UnavailableException(
                sentence(obstacle(folder())
                        .orElse("but cannot load it from there; check that the library fits this platform")),
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

    /** Returns the fault of the folder with its remedy; empty for a usable folder. */
    private static Optional<String> obstacle(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.of("which is not a folder; create it");
        }
        if (!Files.isWritable(folder)) {
            return Optional.of("which this user may not write; allow writing");
        }
        if (folder.toFile().getUsableSpace() < ROOM) {
            return Optional.of("where the disk is full; free some space");
        }
        return mayExecuteIn(folder) ? Optional.empty() : Optional.of("which is mounted noexec; remount it without");
    }

    /** Creates a probe file, as Java cannot read the mount options of a folder. */
    private static boolean mayExecuteIn(Path folder) {
        try {
            Path probe = Files.createTempFile(folder, "aro-db-", ".probe");
            try {
                return !probe.toFile().setExecutable(true) || Files.isExecutable(probe);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return true; // The driver meets the same error and reports it.
        }
    }

    /** Returns whether the driver can load an installed library, without unpacking its own. */
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
