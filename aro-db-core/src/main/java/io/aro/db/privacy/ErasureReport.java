package io.aro.db.privacy;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says what an erasure has done.
 *
 * @param customerId the customer, whose row stays without anything that names a person
 * @param erasedAt when it was done
 * @param firstErasedAt when it was done for the first time, which is the same unless it was done before
 * @param changed how many rows were changed or deleted, by table; tables without any are left out
 * @param consentsKeptUntil until when consents stay as evidence, with the phone number; null if none stay
 * @param scrubbed whether what was erased is gone from the files of the database, too: on SQLite true, unless somebody was
 *     reading an older state for so long that it could not be removed; on PostgreSQL false, since vacuum and the
 *     recycling of its log do that in time
 */
public record ErasureReport(
        UUID customerId,
        Instant erasedAt,
        Instant firstErasedAt,
        Map<String, Integer> changed,
        @Nullable Instant consentsKeptUntil,
        boolean scrubbed) {

    /** Copies the counts. */
    public ErasureReport {
        changed = Map.copyOf(changed);
    }

    ErasureReport scrubbed(boolean gone) {
        return new ErasureReport(customerId, erasedAt, firstErasedAt, changed, consentsKeptUntil, gone);
    }

    /** Tells whether the customer had been erased before. */
    public boolean isRepeated() {
        return !erasedAt.equals(firstErasedAt);
    }
}
