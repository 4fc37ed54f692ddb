package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Remembers, roughly, which keys this process has come across; thread-safe and of constant size.
 *
 * <p>A key that comes again is most likely a duplicate, which a query answers more cheaply than a claim. What this object
 * has forgotten or mixed up costs one statement more and changes nothing else.
 */
public final class RecentKeys {

    private static final int SLOTS = 1 << 13;

    private final AtomicIntegerArray hashes = new AtomicIntegerArray(SLOTS);

    /** Tells whether the key was seen before, and remembers it in place of another. */
    public boolean add(IdempotencyKey key) {
        int hash = key.hashCode() | 1;
        int slot = (hash ^ hash >>> 16) >>> 1 & SLOTS - 1;
        return hashes.getAndSet(slot, hash) == hash;
    }
}
