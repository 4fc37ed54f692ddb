package io.aro.db.idempotency;

import io.aro.db.connection.Connections;
import io.aro.db.error.AroDatabaseException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds out what became of a commit whose connection broke.
 *
 * <p>The server may be at it still, so the row is read only once no transaction is at work on the key.
 */
final class Settlement {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KeyStore keys;
    private final IdempotencyKey key;

    private Settlement(KeyStore keys, IdempotencyKey key) {
        this.keys = keys;
        this.key = key;
    }

    static Settlement of(Connections connections, IdempotencyKey key) {
        return new Settlement(new KeyStore(connections.session()), key);
    }

    /** Tells whether the claim was committed as completed; not if that cannot be found out in time. */
    boolean isCompletedBy(UUID claimId) {
        Patience patience = Patience.of(PATIENCE);
        do {
            Optional<Boolean> answer = look(claimId);
            if (answer.isPresent()) {
                return answer.get();
            }
        } while (patience.pause());
        return false;
    }

    private Optional<Boolean> look(UUID claimId) {
        try {
            return keys.isSettled(key)
                    ? Optional.of(keys.findWritten(key)
                            .filter(row -> claimId.equals(row.claimId()))
                            .filter(row -> row.stored().state() == KeyState.COMPLETED)
                            .isPresent())
                    : Optional.empty();
        } catch (AroDatabaseException e) {
            // The server is away or starting again; whoever waits for the answer still has time.
            return Optional.empty();
        }
    }
}
