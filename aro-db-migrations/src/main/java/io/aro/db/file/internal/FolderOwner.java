package io.aro.db.file.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The required owner of a folder, and the only user allowed to change its content. Immutable and thread-safe.
 *
 * <p>The rule resembles {@code StrictModes} of OpenSSH:
 *
 * <ul>
 *   <li>Neither the group nor others may write the folder.
 *   <li>Each parent folder belongs to the user or to root.
 *   <li>Others may write a parent folder only with the sticky bit set, as in {@code /tmp}.
 *   <li>The group may write a parent folder, since container volumes are often shared this way.
 * </ul>
 *
 * <p>Links in the path are resolved first. On file systems without Unix owners and modes, every folder
 * passes.
 */
public final class FolderOwner {

    private static final int ROOT = 0;

    private final int user;

    private FolderOwner(int user) {
        this.user = user;
    }

    /**
     * Returns the user of this process, as seen by the file system of the folder.
     *
     * <p>Reads the owner of a probe file in the folder. Inside a container the user name is unreliable, and a
     * file server may map users. Without write permission the result is {@link #ofProcess}.
     */
    public static FolderOwner of(Path folder) throws IOException {
        if (!UnixMode.isKnownIn(folder)) {
            return new FolderOwner(ROOT);
        }
        try {
            return ofProbe(Files.createTempFile(folder, "aro-db", ".owner"));
        } catch (IOException e) {
            return ofProcess();
        }
    }

    /** Returns the user of this process. Without {@code /proc}, the owner of a temporary file decides. */
    public static FolderOwner ofProcess() throws IOException {
        Path self = Path.of("/proc/self");
        if (!UnixMode.isKnownIn(self)) {
            return new FolderOwner(ROOT);
        }
        return Files.exists(self)
                ? new FolderOwner(UnixMode.of(self.toRealPath()).owner())
                : ofProbe(Files.createTempFile("aro-db", ".owner"));
    }

    private static FolderOwner ofProbe(Path probe) throws IOException {
        try {
            return new FolderOwner(UnixMode.of(probe).owner());
        } finally {
            Files.delete(probe);
        }
    }

    /**
     * Returns the reason why the folder is not private to the user, with the remedy. Empty for a private or
     * absent folder.
     */
    public Optional<String> objectionTo(Path folder) throws IOException {
        if (!UnixMode.isKnownIn(folder) || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Path real = folder.toRealPath();
        UnixMode mode = UnixMode.of(real);
        if (mode.owner() != user) {
            return Optional.of(foreign(real));
        }
        return mode.isWritableByOthers() ? Optional.of(open(real)) : objectionAbove(real);
    }

    /**
     * Returns the reason why another user could replace a file in the folder; empty if safe.
     *
     * <p>The folder may belong to root and may have the sticky bit set.
     */
    public Optional<String> objectionToFileIn(Path folder) throws IOException {
        if (!UnixMode.isKnownIn(folder) || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Path real = folder.toRealPath();
        UnixMode mode = UnixMode.of(real);
        if (!isTrusted(mode)) {
            return Optional.of(foreign(real));
        }
        return mode.isWritableByOthers() && !mode.isSticky() ? Optional.of(open(real)) : objectionAbove(real);
    }

    /** Returns whether a file belongs to the user or to root. */
    public boolean owns(Path file) throws IOException {
        return !UnixMode.isKnownIn(file) || isTrusted(UnixMode.of(file));
    }

    private Optional<String> objectionAbove(Path real) throws IOException {
        for (Path above = real.getParent(); above != null; above = above.getParent()) {
            UnixMode mode = UnixMode.of(above);
            if (!isTrusted(mode)) {
                return Optional.of(foreign(above));
            }
            if (mode.isWritableByAll() && !mode.isSticky()) {
                return Optional.of(open(above));
            }
        }
        return Optional.empty();
    }

    private boolean isTrusted(UnixMode mode) {
        return mode.owner() == user || mode.owner() == ROOT;
    }

    private static String foreign(Path folder) throws IOException {
        return String.format(
                Locale.ROOT,
                "The folder %s belongs to the user %s; name a folder of your own, or run as its owner.",
                folder,
                Files.getOwner(folder).getName());
    }

    private static String open(Path folder) {
        return String.format(
                Locale.ROOT,
                "The folder %s is writable by users other than its owner; run chmod go-w, or name another folder.",
                folder);
    }

    /**
     * The owner and mode of a file. Unlike POSIX permissions, the mode includes the sticky bit.
     *
     * @param owner the numeric user id
     * @param bits the mode as used by {@code chmod}
     */
    private record UnixMode(int owner, int bits) {

        private static final int STICKY = 0_1000;
        private static final int WRITABLE_BY_OTHERS = 0_022;
        private static final int WRITABLE_BY_ALL = 0_002;

        static boolean isKnownIn(Path file) {
            return file.getFileSystem().supportedFileAttributeViews().contains("unix");
        }

        static UnixMode of(Path file) throws IOException {
            Map<String, Object> found = Files.readAttributes(file, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
            return new UnixMode(number(found, "uid"), number(found, "mode"));
        }

        private static int number(Map<String, Object> found, String name) {
            return (Integer) Objects.requireNonNull(found.get(name), name);
        }

        boolean isWritableByOthers() {
            return (bits & WRITABLE_BY_OTHERS) != 0;
        }

        boolean isWritableByAll() {
            return (bits & WRITABLE_BY_ALL) != 0;
        }

        boolean isSticky() {
            return (bits & STICKY) != 0;
        }
    }
}
