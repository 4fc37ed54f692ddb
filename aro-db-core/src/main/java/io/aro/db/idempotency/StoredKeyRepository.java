package io.aro.db.idempotency;

import java.util.List;
import java.util.Optional;

/** The stored keys, for operators: finds keys that need attention, releases them, and deletes expired ones; thread-safe. */
public interface StoredKeyRepository {

    /** Returns a key, if it is stored. */
    Optional<StoredKey> find(IdempotencyKey key);

    /**
     * Returns a key.
     *
     * @throws KeyStateException if there is no such key
     */
    StoredKey get(IdempotencyKey key);

    /** Returns parked keys, oldest first, up to a limit. */
    List<StoredKey> findParked(int limit);

    /** Returns exhausted keys, oldest first, up to a limit. */
    List<StoredKey> findExhausted(int limit);

    /**
     * Returns in-progress keys whose lease has expired, oldest first, up to a limit.
     *
     * <p>The next delivery takes each of them over; if none comes, ask the sender for one.
     */
    List<StoredKey> findStuck(int limit);

    /**
     * Releases a parked or exhausted key: its request may run at once, with all its attempts.
     *
     * <p>Do this only if it is known that the request has not taken effect, or that a second time does no harm.
     *
     * @return the key as it is now
     * @throws KeyStateException if there is no such key, or it is neither parked nor exhausted
     */
    StoredKey release(IdempotencyKey key);

    /**
     * Returns a key that {@link #release} would release, and changes nothing.
     *
     * @throws KeyStateException if there is no such key, or it is neither parked nor exhausted
     */
    StoredKey getReleasable(IdempotencyKey key);

    /**
     * Deletes expired keys, responses and steps.
     *
     * <p>It goes in batches that commit by themselves, waits for nobody, and leaves alone what is parked, in progress or
     * being claimed at this moment. Nothing depends on it but the room it frees; several may run at once.
     */
    CleanupReport cleanup();

    /** Returns how many keys {@link #cleanup} would delete. */
    long countExpired();
}
