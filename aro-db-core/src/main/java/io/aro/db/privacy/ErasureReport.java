package io.aro.db.privacy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The result of an erasure; immutable.
 *
 * @param customerId the customer, whose row stays without personal data
 * @param erasedAt the time of this erasure
 * @param firstErasedAt the time of the first erasure; equal to {@code erasedAt} for a first erasure
 * @param changed the number of changed or deleted rows by table, for tables with any
 * @param consentsKeptUntil the end of the evidence period, until which consents stay with the phone number; null if no
 *     consents stay
 * @param scrubbed whether the erased texts are gone from the database files as well. On SQLite, true if the log was
 *     emptied and a scan of all files found no former text; if false, call {@link PrivacyService#scrub}. Always false
 *     on PostgreSQL and over the pool of a host application, because the library does not read their files
 * @param left the columns of former texts found by the scan, such as {@code customers.name}
 */
public record ErasureReport(
        UUID customerId,
        Instant erasedAt,
        Instant firstErasedAt,
        Map<String, Integer> changed,
        @Nullable Instant consentsKeptUntil,
        boolean scrubbed,
        Set<String> left) {

    /** Copies the counts and the columns. */
    public ErasureReport {
        changed = Map.copyOf(changed);
        left = Set.copyOf(left);
    }

    /** Returns whether the customer had been erased before. */
    public boolean isRepeated() {
        return !erasedAt.equals(firstErasedAt);
    }
}
