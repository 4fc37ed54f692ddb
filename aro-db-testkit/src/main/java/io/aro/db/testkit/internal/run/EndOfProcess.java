package io.aro.db.testkit.internal.run;

import io.aro.db.error.UnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * An action for the end of the process, unless somebody has done it before.
 *
 * <p>It is silent: whoever ends a program in the middle of its work does not want to read about databases of tests.
 */
public final class EndOfProcess {

    private static final Logger LOG = System.getLogger(EndOfProcess.class.getName());

    /** The time that the process waits; an action that holds it up may itself be waiting for its end. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Thread hook;

    private EndOfProcess(Runnable action) {
        this.hook = new Thread(() -> runFor(PATIENCE, action), "aro-db-testkit-end");
    }

    /**
     * Does the action when the process ends.
     *
     * @throws UnavailableException if it is ending already
     */
    public static EndOfProcess calling(Runnable action) {
        EndOfProcess end = new EndOfProcess(action);
        try {
            Runtime.getRuntime().addShutdownHook(end.hook);
        } catch (IllegalStateException e) {
            throw new UnavailableException("This process is ending; take a database before.", e);
        }
        return end;
    }

    /** Leaves the end of the process as it is; does nothing while it is ending. */
    public void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.log(Level.TRACE, "The process ends already.", e);
        }
    }

    private static void runFor(Duration patience, Runnable action) {
        Thread worker =
                Thread.ofPlatform().daemon().name("aro-db-testkit-end-worker").start(() -> runQuietly(action));
        try {
            if (!worker.join(patience)) {
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
