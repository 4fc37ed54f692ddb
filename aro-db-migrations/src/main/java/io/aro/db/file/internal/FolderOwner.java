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
 * The user who must own a folder, and who may change what is in it; immutable and thread-safe.
 *
 * <p>The rule is close to that of OpenSSH's {@code StrictModes}. Neither the group nor others may write the folder. Each
 * folder above it belongs to the user or to root, and others may write it only if its sticky bit is set, as that of {@code
 * /tmp} is. The group may write a folder above: a volume of a container is often shared so. Links in the path are followed
 * first. Where files have no owners and modes of Unix, every folder passes.
 */
public final class FolderOwner {

    private static final int ROOT = 0;

    private final int user;

    private FolderOwner(int user) {
        this.user = user;
    }

    /**
     * Returns the user who runs this process, as a folder sees it.
     *
     * <p>It asks who owns a new file in the folder, since the name of a user says little inside of a container, and a server
     * may keep the files of one user as those of another. Where it may not write, it is {@link #ofProcess}.
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

    /** Returns the user who runs this process; where there is no {@code /proc}, a file in the folder for temporary ones says it. */
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

    /** Returns the reason why a folder is not the user's alone, and the remedy; nothing if it is, or is absent. */
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
     * Returns the reason why a file that is in a folder could be replaced by somebody else; nothing if it could not.
     *
     * <p>The folder may be root's, and one with a sticky bit.
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
                "The folder %s may be written by others than its owner; take that right away (chmod go-w), or name another folder.",
                folder);
    }

    /**
     * The owner and the mode of a file, which have a sticky bit unlike the permissions of POSIX.
     *
     * @param owner the number of the user
     * @param bits the mode as {@code chmod} counts it
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
