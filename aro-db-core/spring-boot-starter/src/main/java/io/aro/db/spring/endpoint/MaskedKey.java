package io.aro.db.spring.endpoint;

import io.aro.db.idempotency.StoredKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored key without the sender's id, which may name a person.
 *
 * @param source the sender
 * @param key the first characters of the sender's id and an ellipsis
 * @param attempts the number of attempts
 * @param lastError the class name of the exception that ended the last attempt
 * @param createdAt the time of the first delivery
 * @param updatedAt the time of the last write
 */
record MaskedKey(
        String source, String key, int attempts, @Nullable String lastError, Instant createdAt, Instant updatedAt) {

    private static final int SHOWN = 4;

    /** Shorter ids stay hidden as a whole, because four characters could be most of them. */
    private static final int LONG_ENOUGH = 12;

    static List<MaskedKey> of(List<StoredKey> keys) {
        return keys.stream().map(MaskedKey::of).toList();
    }

    private static MaskedKey of(StoredKey stored) {
        return new MaskedKey(
                stored.key().source(),
                masked(stored.key().key()),
                stored.attempts(),
                stored.lastError(),
                stored.createdAt(),
                stored.updatedAt());
    }

    private static String masked(String id) {
        return id.length() < LONG_ENOUGH ? "…" : id.substring(0, id.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
