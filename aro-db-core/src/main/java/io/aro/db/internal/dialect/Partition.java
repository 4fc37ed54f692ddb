package io.aro.db.internal.dialect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time-range partition of a table.
 *
 * @param name the table name of the partition
 * @param from the first instant, inclusive; null without a lower bound
 * @param until the last instant, exclusive; null for the default partition
 */
public record Partition(
        String name, @Nullable Instant from, @Nullable Instant until) {

    /** Returns whether the partition's range contains the time; false for the default partition. */
    public boolean covers(Instant time) {
        return until != null && time.isBefore(until) && (from == null || !time.isBefore(from));
    }
}
