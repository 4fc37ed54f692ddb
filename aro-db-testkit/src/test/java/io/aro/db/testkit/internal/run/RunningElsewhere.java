package io.aro.db.testkit.internal.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** A process with two runs that last until the process is killed. */
public final class RunningElsewhere {

    private RunningElsewhere() {}

    /** Starts the process and returns once both runs have their directories. */
    static Process start(Path parent) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RunningElsewhere.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        if (output.readLine() == null) {
            throw new IOException("The process ended before its runs began.");
        }
        return process;
    }

    /** Creates the second directory with the first locked, and must not unlock the first. */
    public static void main(String[] arguments) throws IOException {
        Path parent = Path.of(arguments[0]);
        WorkDirectory first = WorkDirectory.createIn(parent);
        WorkDirectory second = WorkDirectory.createIn(parent);
        System.out.println(first.name() + second.name());
        // The standard input closes if the parent process ends first.
        if (System.in.read() < 0) {
            System.exit(0);
        }
    }
}
