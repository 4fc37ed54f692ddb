package io.aro.db.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * An event of a key, for metrics.
 *
 * @param kind the kind of the event
 * @param key the key; its source is a good metric tag, the key itself has too many values
 * @param fence the fencing token of the claim, or 0 if unknown
 * @param attempts the number of attempts up to the event, or 0 if unknown
 * @param schema the configured schema of the database, or null for the search path and on SQLite
 */
public record KeyEvent(
        Kind kind,
        IdempotencyKey key,
        long fence,
        int attempts,
        @Nullable String schema) {

    /** The kind of an event. */
    public enum Kind {
        /** A new or released key was claimed, and the handler runs. */
        ACQUIRED,
        /** A key was claimed after the lease of its previous owner expired, and the handler runs. */
        TAKEN_OVER,
        /** A key past its retention was claimed by a new request, and the handler runs. */
        EXPIRED,
        /** The handler's effect and the response are committed. */
        COMPLETED,
        /** A duplicate was answered from the stored key. */
        REPLAYED,
        /** A duplicate arrived during the execution or the backoff of its request. */
        IN_PROGRESS,
        /** A different request arrived under a used key. */
        MISMATCH,
        /** A key was released for a retry. */
        RELEASED,
        /** A request was parked, or a duplicate of a parked request arrived. */
        PARKED,
        /** A request was exhausted, or a duplicate of an exhausted request arrived. */
        EXHAUSTED,
        /** An owner lost its lease, by expiry or by a takeover. */
        LEASE_LOST
    }
}
