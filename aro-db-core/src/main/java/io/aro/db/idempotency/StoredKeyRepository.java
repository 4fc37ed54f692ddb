package io.aro.db.idempotency;

import java.util.List;
import java.util.Optional;

/** The stored keys, for operators: finds keys that need attention, releases them, and deletes expired ones; thread-safe. */
public interface StoredKeyRepository {

    /** Returns what is known of a key. */
    Optional<StoredKey> find(IdempotencyKey key);

    /**
     * Returns what is known of a key.
     *
     * @throws KeyStateException if there is no such key
     */
    StoredKey get(IdempotencyKey key);

    /** Returns the keys that wait for a person, those that have waited longest first, at most so many. */
    List<StoredKey> findParked(int limit);

    /** Returns the keys whose requests were given up, the earliest first, at most so many. */
    List<StoredKey> findExhausted(int limit);

    /**
     * Returns the keys whose owner has gone silent and that nobody has taken over, the earliest first, at most so many.
     *
     * <p>The next delivery takes each of them over; if none comes, ask the sender for one.
     */
    List<StoredKey> findStuck(int limit);

    /**
     * Lets the request of a parked or exhausted key be tried again, at once and as often as if it had never been.
     *
     * <p>Do this only if it is known that the request has not taken effect, or that a second time does no harm.
     *
     * @return the key as it is now
     * @throws KeyStateException if there is no such key, or it is neither parked nor exhausted
     */
    StoredKey release(IdempotencyKey key);

    /**
     * Returns a key that {@link #release} would let go, and changes nothing.
     *
     * @throws KeyStateException if there is no such key, or it is neither parked nor exhausted
     */
    StoredKey getReleasable(IdempotencyKey key);

    /**
     * Deletes the keys that are remembered no longer, and the responses and steps that are not kept any longer.
     *
     * <p>It goes in batches that commit by themselves, waits for nobody, and leaves alone what is parked, in progress or
     * being claimed at this moment. Nothing depends on it but the room it frees; several may run at once.
     */
    CleanupReport cleanup();

    /** Returns how many keys {@link #cleanup} would delete. */
    long countExpired();
}
