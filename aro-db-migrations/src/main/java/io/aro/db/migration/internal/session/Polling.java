package io.aro.db.migration.internal.session;

import io.aro.db.error.MigrationException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for something that can only be asked for again and again.
 *
 * @param limit how long to go on asking
 * @param pause how long to rest between two questions
 */
public record Polling(Duration limit, Duration pause) {

    /** The time that the slowest migration of another process may take. */
    static final Polling FOR_OTHER_MIGRATORS = new Polling(Duration.ofMinutes(30), Duration.ofMillis(50));

    /** Returns once the answer is yes, or throws with the sentence when it stays no. */
    void until(BooleanSupplier answer, String sentence) {
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
    void rest() {
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new MigrationException(
                    "The thread was interrupted while it waited for another migrator; nothing was changed.", null);
        }
        LockSupport.parkNanos(pause.toNanos());
    }
}
