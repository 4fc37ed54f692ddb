package io.aro.db.migration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process with the class path of this process. It ends with the test in every case. */
public final class ChildJvm implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(List<String> command) {
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    public static ChildJvm start(Class<?> main, String... arguments) {
        return startWith(List.of(), main, arguments);
    }

    /** Starts the process with a command prefix for fewer privileges. */
    public static ChildJvm startWith(List<String> prefix, Class<?> main, String... arguments) {
        return startWith(prefix, List.of(), main, arguments);
    }

    /** Starts the process with a command prefix for fewer privileges or other disks, and with JVM options. */
    public static ChildJvm startWith(List<String> prefix, List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        // A short-lived JVM gains more from fast start than from optimization.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ChildJvm(command);
    }

    public String readLine() {
        try {
            return String.valueOf(output.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a line to the standard input of the process. */
    public void tell(String line) {
        try {
            process.outputWriter(StandardCharsets.UTF_8)
                    .append(line)
                    .append('\n')
                    .flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process like {@code kill -9}, without clean-up. */
    public void kill() {
        process.destroyForcibly();
        waitFor();
    }

    public int waitFor() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The child process does not end.");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the end and returns the unread output. */
    public String readAll() {
        String text = String.join("\n", output.lines().toList());
        waitFor();
        return text;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
