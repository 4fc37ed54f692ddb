package io.aro.db.idempotency.internal.protocol;

import io.aro.db.error.AroDatabaseException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The check of an in-doubt commit.
 *
 * <p>The server may still be committing. The check is therefore repeated until no transaction holds the key, for up to
 * ten seconds.
 */
public final class CommitCheck {

    private CommitCheck() {}

    /**
     * Returns whether the commit has happened; false after the time limit.
     *
     * @param look returns whether the commit has happened, or empty while a transaction holds the key; must not block
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
            // The server is down or restarting; the caller polls until its time limit.
            return Optional.empty();
        }
    }
}
