package io.aro.db.migration.internal.session;

import io.aro.db.error.MigrationException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A wait for a condition that is polled.
 *
 * @param limit how long to go on asking
 * @param pause how long to rest between two questions
 */
public record Polling(Duration limit, Duration pause) {

    /** The time that the slowest migration of another process may take. */
    public static final Polling FOR_OTHER_MIGRATORS = new Polling(Duration.ofMinutes(30), Duration.ofMillis(50));

    /** Returns once the answer is yes, or throws with the sentence when it stays no. */
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
     * Rests between two questions.
     *
     * @throws MigrationException when the thread is interrupted
     */
    public void rest() {
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new MigrationException(
                    "The thread was interrupted while it waited for another migrator; nothing was changed.", null);
        }
        LockSupport.parkNanos(pause.toNanos());
    }
}
