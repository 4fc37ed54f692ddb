package io.aro.db.testkit.internal.run;

import io.aro.db.error.UnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * An action at the end of the process, unless cancelled before.
 *
 * <p>Failures are logged at DEBUG only: a user who stops a program early has no interest in test databases.
 */
public final class EndOfProcess {

    private static final Logger LOG = System.getLogger(EndOfProcess.class.getName());

    /** The maximum delay of the process's end. Without a limit, an action waiting for the end would never return. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Thread hook;

    private EndOfProcess(Runnable action) {
        this.hook = new Thread(() -> runFor(TIMEOUT, action), "aro-db-testkit-end");
    }

    /**
     * Registers the action for the end of the process.
     *
     * @throws UnavailableException if the process is already ending
     */
    public static EndOfProcess calling(Runnable action) {
        EndOfProcess end = new EndOfProcess(action);
        try {
            Runtime.getRuntime().addShutdownHook(end.hook);
        } catch (IllegalStateException e) {
            throw new UnavailableException("This process is ending; create databases before its end.", e);
        }
        return end;
    }

    /** Cancels the action; has no effect while the process is ending. */
    public void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.log(Level.TRACE, "The process is already ending.", e);
        }
    }

    private static void runFor(Duration timeout, Runnable action) {
        Thread worker =
                Thread.ofPlatform().daemon().name("aro-db-testkit-end-worker").start(() -> runQuietly(action));
        try {
            if (!worker.join(timeout)) {
                LOG.log(Level.DEBUG, "The databases of the tests are left to a later run.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void runQuietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.DEBUG, "The databases of the tests are left to a later run: {0}", e);
        }
    }
}
