package io.aro.db.migration.internal.session;

import io.aro.db.error.MigrationException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The limit and pause of a polled wait.
 *
 * @param limit the timeout of the wait
 * @param pause the pause between two polls
 */
public record Polling(Duration limit, Duration pause) {

    /** The timeout for migrators of other processes, sized for the slowest migration. */
    public static final Polling FOR_OTHER_MIGRATORS = new Polling(Duration.ofMinutes(30), Duration.ofMillis(50));

    /**
     * Returns once the condition holds.
     *
     * @throws MigrationException on timeout, with the given message, or on interrupt
     */
    public void until(BooleanSupplier answer, String sentence) {
        long start = System.nanoTime();
        while (!answer.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new MigrationException(sentence, null);
            }
            rest();
        }
    }

    /**
     * Sleeps for the pause.
     *
     * @throws MigrationException if the thread is interrupted
     */
    public void rest() {
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new MigrationException(
                    "The thread was interrupted during its wait for another migrator; nothing was changed.", null);
        }
        LockSupport.parkNanos(pause.toNanos());
    }
}
