package io.aro.db.idempotency;

import java.util.List;
import java.util.Optional;

/**
 * The stored keys, for operators: finds keys in need of attention, releases them, and deletes expired keys;
 * thread-safe.
 */
public interface StoredKeyRepository {

    /** Returns a stored key, read from the primary; empty for an unknown key. */
    Optional<StoredKey> find(IdempotencyKey key);

    /**
     * Returns a stored key, read from the primary.
     *
     * @throws KeyStateException if the key is unknown
     */
    StoredKey get(IdempotencyKey key);

    /** Returns parked keys, oldest first, up to a limit. A replica may answer, like for the other lists. */
    List<StoredKey> findParked(int limit);

    /** Returns exhausted keys, oldest first, up to a limit. */
    List<StoredKey> findExhausted(int limit);

    /**
     * Returns in-progress keys whose lease has expired, oldest first, up to a limit.
     *
     * <p>The next delivery takes over each key. Without a further delivery, request a resend from the sender.
     */
    List<StoredKey> findStuck(int limit);

    /**
     * Releases a parked or exhausted key: its request may run at once, with all its attempts.
     *
     * <p>Confirm first that the request took no effect, or that a repetition is harmless.
     *
     * @return the key after the release
     * @throws KeyStateException if the key is unknown, or is neither parked nor exhausted
     */
    StoredKey release(IdempotencyKey key);

    /**
     * Returns a key that {@link #release} would release, without a change.
     *
     * @throws KeyStateException if the key is unknown, or is neither parked nor exhausted
     */
    StoredKey getReleasable(IdempotencyKey key);

    /**
     * Deletes expired keys, responses and steps.
     *
     * <p>The cleanup works in batches with separate transactions and waits for no lock. Keys that are parked, in
     * progress or just being claimed are skipped. The cleanup only frees space, and concurrent runs are safe.
     */
    CleanupReport cleanup();

    /** Returns the number of keys that {@link #cleanup} would delete. */
    long countExpired();
}
