package io.aro.db.internal.dialect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A partition of a table by time.
 *
 * @param name its own name as a table
 * @param from its first instant; null if it has no lower bound
 * @param until the instant after its last; null for the default partition
 */
public record Partition(
        String name, @Nullable Instant from, @Nullable Instant until) {

    /** Tells whether rows of a time belong to the partition. */
    public boolean covers(Instant time) {
        return until != null && time.isBefore(until) && (from == null || !time.isBefore(from));
    }
}
