package io.aro.db.testkit.process;

import java.util.Locale;
import java.util.Optional;

/** A process that stands still at each of its {@link Checkpoints}, to be killed there or let go on. */
public final class SteppedProcess implements AutoCloseable {

    private static final String GO = "go";

    private final ChildProcess process;
    private String end = "";

    private SteppedProcess(ChildProcess process) {
        this.process = process;
    }

    /** Starts the process and does not wait for it. */
    public static SteppedProcess start(ChildCommand command) {
        return new SteppedProcess(command.start());
    }

    /** Waits until the process is ready and gives it its order, which is one line. */
    public void order(String order) {
        process.awaitLine(Checkpoints.READY);
        process.send(order);
    }

    /** Waits until the process stands still, and returns where; empty if it has come to its end. */
    public Optional<String> nextPoint() {
        String line = process.nextLine();
        while (!line.startsWith(Checkpoints.POINT) && !line.startsWith(Checkpoints.END)) {
            line = process.nextLine(); // It logs, too.
        }
        if (line.startsWith(Checkpoints.END)) {
            end = line.substring(Checkpoints.END.length());
            return Optional.empty();
        }
        return Optional.of(line.substring(Checkpoints.POINT.length()));
    }

    /**
     * Lets the process go on till it stands at the next point with this name.
     *
     * @throws IllegalStateException if it ends before; the message has all that it printed
     */
    public void goOnTo(String point) {
        for (Optional<String> place = nextPoint(); !place.equals(Optional.of(point)); place = nextPoint()) {
            if (place.isEmpty()) {
                throw process.unexpected(String.format(Locale.ROOT, "It has not come to \"%s\"", point));
            }
            goOn();
        }
    }

    /** Lets the process go on till it ends, and returns what has come of its order. */
    public String goOnToEnd() {
        do {
            goOn();
        } while (nextPoint().isPresent());
        return end();
    }

    /** Lets the process go on from the point. */
    public void goOn() {
        process.send(GO);
    }

    /** Stops the process; it goes on by {@link #resume} only. */
    public void pause() {
        process.pause();
    }

    /** Lets the process go on that was stopped. */
    public void resume() {
        process.resume();
    }

    /** Waits until the process has ended by itself, and returns what has come of its order. */
    public String end() {
        process.awaitEnd();
        return end;
    }

    /** Ends the process where it is, as {@code kill -9} does. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
