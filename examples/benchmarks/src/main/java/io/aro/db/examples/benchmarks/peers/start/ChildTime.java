package io.aro.db.examples.benchmarks.peers.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processor time of ended child processes, as Linux counts it in hundredths of a second. */
final class ChildTime {

    private static final Path STATISTICS = Path.of("/proc/self/stat");
    private static final int USER = 13;
    private static final int SYSTEM = 14;
    private static final int MILLIS = 10;

    private ChildTime() {}

    /** Returns the milliseconds of all ended children; 0 on other systems. */
    static long millis() {
        try {
            String line = Files.readString(STATISTICS);
            // The name of the program, in parentheses, may contain spaces.
            List<String> fields =
                    List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
            return MILLIS * (Long.parseLong(fields.get(USER)) + Long.parseLong(fields.get(SYSTEM)));
        } catch (IOException e) {
            return 0;
        }
    }
}
