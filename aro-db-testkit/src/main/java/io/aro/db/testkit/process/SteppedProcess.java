package io.aro.db.testkit.process;

import java.util.Locale;
import java.util.Optional;

/** A process paused at each of its {@link Checkpoints}, to be killed or continued there. */
public final class SteppedProcess implements AutoCloseable {

    private static final String GO = "go";

    private final ChildProcess process;
    private String end = "";

    private SteppedProcess(ChildProcess process) {
        this.process = process;
    }

    /** Starts the process without waiting for it. */
    public static SteppedProcess start(ChildCommand command) {
        return new SteppedProcess(command.start());
    }

    /** Waits for readiness of the process and sends its order, a single line. */
    public void order(String order) {
        process.awaitLine(Checkpoints.READY);
        process.send(order);
    }

    /** Waits for the next checkpoint and returns its name. Empty at the end of the process. */
    public Optional<String> nextPoint() {
        String line = process.nextLine();
        while (!line.startsWith(Checkpoints.POINT) && !line.startsWith(Checkpoints.END)) {
            line = process.nextLine(); // Other lines are log output.
        }
        if (line.startsWith(Checkpoints.END)) {
            end = line.substring(Checkpoints.END.length());
            return Optional.empty();
        }
        return Optional.of(line.substring(Checkpoints.POINT.length()));
    }

    /**
     * Continues the process up to the next checkpoint of the name.
     *
     * @throws IllegalStateException if the process ends before; the message has its whole output
     */
    public void goOnTo(String point) {
        for (Optional<String> place = nextPoint(); !place.equals(Optional.of(point)); place = nextPoint()) {
            if (place.isEmpty()) {
                throw process.unexpected(String.format(Locale.ROOT, "It has not reached \"%s\"", point));
            }
            goOn();
        }
    }

    /** Continues the process to its end and returns the result of the order. */
    public String goOnToEnd() {
        do {
            goOn();
        } while (nextPoint().isPresent());
        return end();
    }

    /** Continues the process from the checkpoint. */
    public void goOn() {
        process.send(GO);
    }

    /** Stops the process until {@link #resume}. */
    public void pause() {
        process.pause();
    }

    /** Resumes a stopped process. */
    public void resume() {
        process.resume();
    }

    /** Waits for the end of the process and returns the result of the order. */
    public String end() {
        process.awaitEnd();
        return end;
    }

    /** Kills the process at once, like {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
