package io.aro.db.migration;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Command prefixes for a process with fewer privileges, or with a disk of its own. */
final class Confined {

    private Confined() {}

    /** Drops root's power to override file permissions, for tests of these permissions. */
    static List<String> withoutPower() {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        List<String> prefix = List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
        assumeTrue(works(prefix), "As root, this test needs setpriv and the right to use it.");
        return prefix;
    }

    /** Mounts a private file system in the folder, with options of {@code mount -o}. */
    static List<String> withDisk(Path folder, String options) {
        return withMounts(String.format(Locale.ROOT, "mount -t tmpfs -o %s tmpfs '%s'", options, folder));
    }

    /** Runs a shell command before the process, in a private mount namespace. */
    static List<String> withMounts(String command) {
        List<String> prefix = List.of("unshare", "--mount", "sh", "-c", command + " && exec \"$@\"", "sh");
        assumeTrue(works(prefix), "This test needs unshare, mount and the right to use them.");
        return prefix;
    }

    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
