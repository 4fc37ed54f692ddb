package io.aro.db.idempotency.internal.protocol;

import io.aro.db.error.AroDatabaseException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The check of a commit whose connection broke.
 *
 * <p>The server may be at it still, so the look is repeated until no transaction is at work on the key.
 */
public final class CommitCheck {

    private CommitCheck() {}

    /**
     * Tells what the look tells; false if it cannot tell in time.
     *
     * @param look tells whether the commit has happened, or nothing if a transaction is still at work; it waits for none
     */
    public static boolean isCommitted(Supplier<Optional<Boolean>> look) {
        Polling patience = Polling.withDatabase();
        do {
            Optional<Boolean> answer = attempt(look);
            if (answer.isPresent()) {
                return answer.get();
            }
        } while (patience.pause());
        return false;
    }

    private static Optional<Boolean> attempt(Supplier<Optional<Boolean>> look) {
        try {
            return look.get();
        } catch (AroDatabaseException e) {
            // The server is away or starting again; whoever waits for the answer still has time.
            return Optional.empty();
        }
    }
}
