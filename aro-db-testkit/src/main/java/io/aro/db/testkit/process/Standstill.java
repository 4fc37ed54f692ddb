package io.aro.db.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A wait for all threads of a stopped process to stand still, which is a moment after the signal was sent.
 *
 * @param threads the folder in which Linux shows the threads of the process; elsewhere there is none, and nothing to see
 */
record Standstill(Path threads) {

    /** The states of a thread that runs no more: stopped, traced, dead. */
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

    /** The state is the letter after the name, which is in parentheses and may hold some itself. */
    private static boolean standsStill(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return STILL.indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException e) {
            return true; // It has ended by now.
        }
    }
}
