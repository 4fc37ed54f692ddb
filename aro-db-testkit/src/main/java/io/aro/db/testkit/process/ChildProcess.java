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
 * A process that runs a main class of the tests; it ends with this object in every case.
 *
 * <p>What it prints is kept until it is asked for, so it never waits for its reader. Who waits for a line in vain is
 * told what was printed instead.
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

    /** Returns the command that runs the class in a JVM made for a short life, with the class path of this one. */
    public static ChildCommand of(Class<?> main, String... arguments) {
        return ChildCommand.of(main, arguments);
    }

    /** Returns the process with everything heard that it prints from now on. */
    static ChildProcess hearing(Process process) {
        ChildProcess child = new ChildProcess(process);
        Thread.ofPlatform().daemon().name("output of process " + process.pid()).start(child::listen);
        return child;
    }

    /** Returns, in the process, the configuration of the database that its command names, which is patient. */
    public static AroDatabaseConfig database() {
        Map<String, String> environment = System.getenv();
        return PatientConfig.of(AroDatabaseConfig.of(
                environment.getOrDefault(ChildCommand.URL, ""),
                environment.getOrDefault(ChildCommand.USER, ""),
                environment.getOrDefault(ChildCommand.PASSWORD, "")));
    }

    /** Sends a line to the process's standard input. */
    public void send(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw unexpected("It does not read what it is sent", e);
        }
    }

    /** Tells whether the process has printed a line that was not read yet. */
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

    /** Waits for the next line, which must be this one. */
    public void expect(String line) {
        String next = nextLine();
        if (!next.equals(line)) {
            throw unexpected(String.format(Locale.ROOT, "Its next line is not \"%s\"", line));
        }
    }

    /** Waits for the line, whatever is printed before it. */
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
     * Waits for the end of a process that has nothing to do any more.
     *
     * @throws IllegalStateException if it does not come to its end
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

    /** Waits for the end of the process and returns what it has printed that was not read yet. */
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

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process as {@code kill -9} does, and waits for its end: it gets no chance to clean up. */
    public void kill() {
        // By its handle, because the process itself would close the stream with what it has printed.
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** Makes the process stand still where it is, and waits until it does; its connections stay open and its locks held. */
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

    /** Lets the process go on as if nothing had been. */
    public void resume() {
        signal("CONT");
    }

    /** A shell always knows this command; a program of its name is not on every machine. */
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

    /** Returns the next line, or null when there is none: the process has ended, or is silent for too long. */
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

    /** Kills the process and returns the failure, which begins with these words and ends with all that was printed. */
    public IllegalStateException unexpected(String what) {
        return unexpected(what, null);
    }

    private IllegalStateException unexpected(String what, @Nullable Exception cause) {
        boolean wasAlive = process.isAlive();
        kill();
        String output = String.join("\n", seen) + "\n" + rest();
        return new IllegalStateException(
                String.format(
                        Locale.ROOT,
                        "%s; the process %s and has printed:\n%s",
                        what,
                        wasAlive ? "was running" : "ended with " + process.exitValue(),
                        output.strip()),
                cause);
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("The test was told to stop while it waited for a process.", cause);
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

    /** Kills the process, one that is paused as well. */
    @Override
    public void close() {
        kill();
    }

    /** A line of the output, or its end, which stays in the queue. */
    private record Line(@Nullable String text) {}
}
