package io.aro.db.idempotency;

/**
 * An event of a key, for metrics.
 *
 * @param kind what happened
 * @param key the key; its source is a good tag for a metric, the key itself is not
 * @param fence the number of the claim concerned, 0 if it is not known
 * @param attempts how often the request had been tried then, 0 if it is not known
 */
public record KeyEvent(Kind kind, IdempotencyKey key, long fence, int attempts) {

    /** The kind of an event. */
    public enum Kind {
        /** A request came for the first time, or again after a failure, and its handler runs. */
        ACQUIRED,
        /** The lease of another owner had run out, and its request is handled anew. */
        TAKEN_OVER,
        /** A key was remembered no longer, and a request under it counts as new. */
        EXPIRED,
        /** A handler has run and its effect is committed. */
        COMPLETED,
        /** A duplicate was answered from what is stored. */
        REPLAYED,
        /** A duplicate came while another was at work. */
        IN_PROGRESS,
        /** Another request came under a key that was used. */
        MISMATCH,
        /** A handler failed and its request will be tried again. */
        RELEASED,
        /** Nobody knows whether a request took effect, or a request came that waits for that to be found out. */
        PARKED,
        /** A request was given up, or came again after that. */
        EXHAUSTED,
        /** An owner found that its lease had run out and another holds the key. */
        LEASE_LOST
    }
}
