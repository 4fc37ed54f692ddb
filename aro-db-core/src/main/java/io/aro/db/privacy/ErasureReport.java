package io.aro.db.privacy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The result of an erasure.
 *
 * @param customerId the customer, whose row stays without anything that names a person
 * @param erasedAt when it was done
 * @param firstErasedAt when it was done for the first time, which is the same unless it was done before
 * @param changed how many rows were changed or deleted, by table; tables without any are left out
 * @param consentsKeptUntil until when consents stay as evidence, with the phone number; null if none stay
 * @param scrubbed whether what was erased is gone from the files of the database, too: on SQLite true if the log was
 *     emptied and a read of all bytes of the files found nothing; on PostgreSQL and over the pool of an application false,
 *     since the library does not read their files. If it is false on SQLite, call {@link PrivacyService#scrub}
 * @param left the columns whose former texts the read found, such as {@code customers.name}
 */
public record ErasureReport(
        UUID customerId,
        Instant erasedAt,
        Instant firstErasedAt,
        Map<String, Integer> changed,
        @Nullable Instant consentsKeptUntil,
        boolean scrubbed,
        Set<String> left) {

    /** Copies the counts. */
    public ErasureReport {
        changed = Map.copyOf(changed);
        left = Set.copyOf(left);
    }

    /** Tells whether the customer had been erased before. */
    public boolean isRepeated() {
        return !erasedAt.equals(firstErasedAt);
    }
}
