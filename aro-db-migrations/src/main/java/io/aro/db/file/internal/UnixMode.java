package io.aro.db.file.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The owner and the mode of a file, which have a sticky bit unlike the permissions of POSIX.
 *
 * @param owner the number of the user
 * @param bits the mode as {@code chmod} counts it
 */
public record UnixMode(int owner, int bits) {

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
