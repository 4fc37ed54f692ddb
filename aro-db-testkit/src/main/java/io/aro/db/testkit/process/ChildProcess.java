package io.aro.db.testkit.process;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.testkit.PatientConfig;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process running a main class of the tests. Closing the object ends the process in every case.
 *
 * <p>Its output is buffered until read: the process never blocks on its reader. A timeout on a line fails
 * with the output so far.
 */
public final class ChildProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<Line> printed = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    private ChildProcess(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Returns the command for the class in a short-lived JVM, with the class path of this process. */
    public static ChildCommand of(Class<?> main, String... arguments) {
        return ChildCommand.of(main, arguments);
    }

    /** Returns the process with its output buffered from now on. */
    static ChildProcess hearing(Process process) {
        ChildProcess child = new ChildProcess(process);
        Thread.ofPlatform().daemon().name("output of process " + process.pid()).start(child::listen);
        return child;
    }

    /** Returns, inside the process, the configuration of the command's database, with long timeouts. */
    public static AroDatabaseConfig database() {
        Map<String, String> environment = System.getenv();
        return PatientConfig.of(AroDatabaseConfig.of(
                environment.getOrDefault(ChildCommand.URL, ""),
                environment.getOrDefault(ChildCommand.USER, ""),
                environment.getOrDefault(ChildCommand.PASSWORD, "")));
    }

    /** Sends a line to the standard input of the process. */
    public void send(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw unexpected("It does not read its standard input", e);
        }
    }

    /** Returns whether an unread line is available. */
    public boolean hasLine() {
        Line next = printed.peek();
        return next != null && next.text() != null;
    }

    /** Waits for the next line. */
    public String nextLine() {
        String line = poll();
        if (line == null) {
            throw unexpected("It prints no further line");
        }
        return line;
    }

    /** Waits for the next line and compares it with the given line. */
    public void expect(String line) {
        String next = nextLine();
        if (!next.equals(line)) {
            throw unexpected(String.format(Locale.ROOT, "Its next line is not \"%s\"", line));
        }
    }

    /** Waits for the given line and skips the lines before it. */
    public void awaitLine(String line) {
        String next = poll();
        while (next != null && !next.equals(line)) {
            next = poll();
        }
        if (next == null) {
            throw unexpected(String.format(Locale.ROOT, "It does not print \"%s\"", line));
        }
    }

    /**
     * Waits for the end of a finished process.
     *
     * @throws IllegalStateException if the process does not end
     */
    void awaitEnd() {
        String line = poll();
        while (line != null) {
            line = poll();
        }
        if (process.isAlive()) {
            throw unexpected("It does not end; let its main method stop the threads that it started");
        }
    }

    /** Waits for the end of the process and returns the unread output. */
    public String rest() {
        List<String> rest = new ArrayList<>();
        try {
            Line line = printed.take();
            while (line.text() != null) {
                rest.add(line.text());
                line = printed.take();
            }
            printed.add(line);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return String.join("\n", rest);
    }

    /** Returns whether the process is running or stopped. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process like {@code kill -9}, without clean-up, and waits for its end. */
    public void kill() {
        // Killed by handle, as Process itself would close the stream with the buffered output.
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** Stops the process and waits until all threads stand still. Connections stay open and locks stay held. */
    public void pause() {
        signal("STOP");
        long start = System.nanoTime();
        while (!Standstill.of(process).isReached()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw unexpected("It does not stand still");
            }
            Thread.onSpinWait();
        }
    }

    /** Resumes a stopped process. */
    public void resume() {
        signal("CONT");
    }

    /** Sends a signal by the shell's built-in {@code kill}; the program of that name is not installed everywhere. */
    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder(
                            "sh", "-c", String.format(Locale.ROOT, "kill -%s %s", name, process.pid()))
                    .redirectErrorStream(true)
                    .start();
            String complaint = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw unexpected(String.format(Locale.ROOT, "It cannot be sent %s: %s", name, complaint.strip()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Returns the next line; null after the end of the process or a timeout. */
    private @Nullable String poll() {
        try {
            Line next = printed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                return null;
            }
            if (next.text() == null) {
                printed.add(next);
                return null;
            }
            seen.add(next.text());
            return next.text();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Kills the process and returns an exception with the text and the whole output. */
    public IllegalStateException unexpected(String label) {
        return unexpected(label, null);
    }

    private IllegalStateException unexpected(String label, @Nullable Exception cause) {
        boolean wasAlive = process.isAlive();
        kill();
        String output = String.join("\n", seen) + "\n" + rest();
        return new IllegalStateException(
                String.format(
                        Locale.ROOT,
                        "%s; the process %s and has printed:\n%s",
                        label,
                        wasAlive ? "was running" : "ended with " + process.exitValue(),
                        output.strip()),
                cause);
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("The test was interrupted while it waited for a process.", cause);
    }

    private void listen() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(line -> printed.add(new Line(line)));
        } catch (IOException | UncheckedIOException e) {
            printed.add(new Line(e.toString()));
        } finally {
            process.onExit().join();
            printed.add(new Line(null));
        }
    }

    /** Kills the process, even if stopped. */
    @Override
    public void close() {
        kill();
    }

    /** A line of the output, or its end with a null text. The end stays in the queue. */
    private record Line(@Nullable String text) {}
}
