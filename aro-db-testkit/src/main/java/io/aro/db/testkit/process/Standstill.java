package io.aro.db.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The standstill of a stopped process: all threads stop a moment after the signal.
 *
 * @param threads the Linux folder with the threads of the process; absent elsewhere, and then never
 *     checked
 */
record Standstill(Path threads) {

    /** The states of a halted thread: stopped, traced, dead. */
    private static final String STILL = "TtZX";

    static Standstill of(Process process) {
        return new Standstill(Path.of("/proc", Long.toString(process.pid()), "task"));
    }

    boolean isReached() {
        if (Files.notExists(threads)) {
            return true;
        }
        try (Stream<Path> all = Files.list(threads)) {
            return all.allMatch(Standstill::standsStill);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns whether the thread is halted. The state follows the name in parentheses, and the name may hold
     * parentheses.
     */
    private static boolean standsStill(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return STILL.indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException e) {
            return true; // The thread has ended.
        }
    }
}
